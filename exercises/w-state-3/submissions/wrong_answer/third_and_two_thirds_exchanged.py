# reason: fidelity
from math import asin, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(2 * asin(1 / sqrt(3)), 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
