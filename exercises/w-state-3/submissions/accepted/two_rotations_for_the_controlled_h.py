# reason: accepted
# On a target in 0 a controlled h is ry, cz, ry: two rotations in place of seven gates.
from math import acos, pi, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(2 * acos(1 / sqrt(3)), 2)
answer.ry(-pi / 4, 1)
answer.cz(2, 1)
answer.ry(pi / 4, 1)
answer.cx(1, 0)
answer.cx(2, 1)
answer.x(2)
