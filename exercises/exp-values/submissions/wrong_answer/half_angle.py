# reason: value
# cos(a/2) in place of cos(a).
from math import cos, pi, sin

answer = [cos(pi / 6), 1.0, sin(pi / 3) * cos(pi / 6), sin(pi / 3) * sin(pi / 6)]
