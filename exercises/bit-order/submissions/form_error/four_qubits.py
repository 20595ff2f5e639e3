# reason: width
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.x([1, 2])
