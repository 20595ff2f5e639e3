# reason: accepted
# The same maximum: all angles with the other sign, gamma turned by 2 pi, as ints and floats.
import math

answer = (2 * math.pi - 0.50853, 2 * math.pi - 0.92795, -1.07785, 0.27566)
