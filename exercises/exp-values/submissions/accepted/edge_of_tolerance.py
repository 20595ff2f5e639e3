# reason: accepted
# 0.00099 off where the tolerance is 0.001.
answer = [0.5, 1.0, 0.43202, 0.75]
