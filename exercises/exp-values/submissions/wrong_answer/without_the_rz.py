# reason: value
# The rz was forgotten: XX is too large and YX vanishes.
answer = [0.5, 1.0, 0.8660254, 0.0]
