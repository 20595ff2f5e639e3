# reason: accepted
# With paper and pencil, rounded; a whole number counts as a real one.
answer = [0.5, 1, 0.433, 0.75]
