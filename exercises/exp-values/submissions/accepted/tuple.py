# reason: accepted
# So is a tuple.
answer = (0.5, 1.0, 0.4330127, 0.75)
