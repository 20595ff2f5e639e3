# reason: measurement
# Harmless here, but not unitary.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.reset([0, 1, 2])
answer.x([1, 2])
