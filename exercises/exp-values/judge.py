"""Target of exp-values: cos(a/2) 00 + exp(i b) sin(a/2) 11 with a = b = pi/3, in closed form."""

from math import cos, pi, sin


def target():
    a = b = pi / 3
    return [cos(a), 1.0, sin(a) * cos(b), sin(a) * sin(b)]
