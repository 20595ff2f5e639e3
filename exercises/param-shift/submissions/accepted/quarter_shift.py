# reason: accepted
# A shift of pi/4 has the factor 1/sqrt(2).
from math import pi, sqrt


def answer(f, theta):
    def moved(k, by):
        return f([angle + by * (i == k) for i, angle in enumerate(theta)])

    return [(moved(k, pi / 4) - moved(k, -pi / 4)) / sqrt(2) for k in range(len(theta))]
