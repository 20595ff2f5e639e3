# reason: gate-list
# p is rz with the right global phase, and not on the list.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.p(pi / 2, 0)
