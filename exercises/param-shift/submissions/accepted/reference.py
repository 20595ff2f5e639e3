# reason: accepted
from math import pi


def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        above, below = list(theta), list(theta)
        above[k] += pi / 2
        below[k] -= pi / 2
        gradient.append((f(above) - f(below)) / 2)
    return gradient
