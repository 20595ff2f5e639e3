# reason: type
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
