# reason: fidelity
# Copies 0 and 1 through q1; superpositions become entangled.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.cx(0, 1)
answer.cx(1, 2)
