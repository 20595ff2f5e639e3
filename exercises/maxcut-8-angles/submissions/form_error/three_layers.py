# reason: length
# p = 3.
answer = [0.4, 0.8, 0.9, 0.6, 0.4, 0.2]
