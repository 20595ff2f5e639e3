# reason: type
answer = [0.5, True, 0.4330127, 0.75]
