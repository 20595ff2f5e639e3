# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(1)
answer.x(2)
