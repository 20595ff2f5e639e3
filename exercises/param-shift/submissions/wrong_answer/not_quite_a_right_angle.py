# reason: value
# The shift is off by 4e-3: an error of 8e-6 of each derivative.
from math import pi


def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        above, below = list(theta), list(theta)
        above[k] += pi / 2 - 4e-3
        below[k] -= pi / 2 - 4e-3
        gradient.append((f(above) - f(below)) / 2)
    return gradient
