# reason: objective
# The best angles in degrees.
import math

answer = [math.degrees(a) for a in (0.50853, 0.92795, 1.07785, -0.27566)]
