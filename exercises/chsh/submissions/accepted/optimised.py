# reason: accepted
# Angles from a numerical search, as a list in a list.
from math import cos

from qiskit import QuantumCircuit


def value(a0, a1, b0, b1):
    return cos(a0 - b0) + cos(a0 - b1) + cos(a1 - b0) - cos(a1 - b1)


angles = [0.1, 1.2, 0.5, -0.4]
step = 0.4
while step > 1e-6:
    tries = [
        [angle + sign * step * (index == place) for index, angle in enumerate(angles)]
        for place in range(4)
        for sign in (1, -1)
    ]
    best = max(tries, key=lambda found: value(*found))
    if value(*best) > value(*angles):
        angles = best
    else:
        step /= 2

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = [qc, tuple(angles)]
