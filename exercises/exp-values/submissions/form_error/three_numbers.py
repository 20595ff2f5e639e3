# reason: length
answer = [0.5, 1.0, 0.4330127]
