# reason: accepted
# The shift is off by 5e-4 and the factor not: an error of 1.3e-7 of each derivative.
from math import pi


def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        above, below = list(theta), list(theta)
        above[k] += pi / 2 - 5e-4
        below[k] -= pi / 2 - 5e-4
        gradient.append((f(above) - f(below)) / 2)
    return gradient
