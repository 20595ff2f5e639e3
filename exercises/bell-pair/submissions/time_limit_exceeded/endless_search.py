# reason: time
# Looks for a phase that never becomes exact.
from math import pi

from qiskit import QuantumCircuit

angle = 0.0
while angle != pi / 2:
    angle = (angle + pi / 3) % pi

answer = QuantumCircuit(2)
answer.sx(0)
answer.rz(angle, 0)
answer.cx(0, 1)
