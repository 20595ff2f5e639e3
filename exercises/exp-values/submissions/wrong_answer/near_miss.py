# reason: value
# 0.0011 off.
answer = [0.5, 1.0, 0.4341, 0.75]
