# reason: fidelity
# ry takes twice the angle of the amplitude.
from math import acos, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(acos(1 / sqrt(3)), 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
