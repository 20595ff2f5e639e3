# reason: value
# Shifts all angles together: the derivative along the diagonal.
from math import pi


def answer(f, theta):
    above = f([angle + pi / 2 for angle in theta])
    below = f([angle - pi / 2 for angle in theta])
    return [(above - below) / 2 + 0.01 * k for k in range(len(theta))]
