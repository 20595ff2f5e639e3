# reason: width
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.x([0, 1])
