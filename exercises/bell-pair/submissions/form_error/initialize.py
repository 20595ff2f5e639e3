# reason: forbidden-op
from math import sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.initialize([1 / sqrt(2), 0, 0, 1 / sqrt(2)])
