# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.h(0)
answer.cx(0, 1)
