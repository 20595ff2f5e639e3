# reason: length
# One number for each guess.
answer = [0.5, 1.0, 0.4330127, 0.75, -0.75]
