# reason: service
# f takes one list, not m numbers.
from math import pi


def answer(f, theta):
    gradient = []
    for k in range(len(theta)):
        above, below = list(theta), list(theta)
        above[k] += pi / 2
        below[k] -= pi / 2
        gradient.append((f(*above, 0.0) - f(*below, 0.0)) / 2)
    return gradient
