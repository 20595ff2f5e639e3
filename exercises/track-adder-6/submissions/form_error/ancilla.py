# reason: width
from qiskit import QuantumCircuit

answer = QuantumCircuit(7)
answer.cx(0, 1)
