# reason: queries
# The rule with four terms, for generators with more eigenvalues: right, and twice the price.
from math import pi, sin


def answer(f, theta):
    def difference(k, by):
        above, below = list(theta), list(theta)
        above[k] += by
        below[k] -= by
        return f(above) - f(below)

    return [
        (difference(k, pi / 2) / 2 + difference(k, pi / 4) / (2 * sin(pi / 4))) / 2
        for k in range(len(theta))
    ]
