# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h(1)
answer.cx(1, 0)
