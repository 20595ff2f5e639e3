# reason: starter
from math import pi


def answer(f, theta):
    gradient = []
    # Two evaluations for each angle.
    raise NotImplementedError()
    return gradient
