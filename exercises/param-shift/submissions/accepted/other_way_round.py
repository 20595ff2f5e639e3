# reason: accepted
# 3 pi/2 is -pi/2; a tuple is as good as a list, and f takes tuples too.
from math import pi


def answer(f, theta):
    gradient = []
    for k in reversed(range(len(theta))):
        minus = tuple(a + (3 * pi / 2 if i == k else 0) for i, a in enumerate(theta))
        plus = tuple(a - (3 * pi / 2 if i == k else 0) for i, a in enumerate(theta))
        gradient.insert(0, 0.5 * f(plus) - 0.5 * f(minus))
    return tuple(gradient)
