# reason: accepted
# The first angle is off by 0.0019: 1 - F is 9.0e-7, the tolerance 1e-6.
from math import acos, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(2 * acos(1 / sqrt(3)) + 0.0019, 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
