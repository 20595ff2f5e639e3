# reason: value
# The list is changed in place, and only partly put back.
from math import pi


def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        theta[k] += pi / 2
        above = f(theta)
        theta[k] -= pi
        gradient.append((above - f(theta)) / 2)
    return gradient
