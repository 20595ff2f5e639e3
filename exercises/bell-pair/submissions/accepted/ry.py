# reason: accepted
# Cost 15.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.ry(pi / 2, 0)
answer.cx(0, 1)
