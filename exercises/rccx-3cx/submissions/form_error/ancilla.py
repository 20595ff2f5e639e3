# reason: width
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.h(2)
answer.cx(0, 3)
answer.cx(1, 3)
answer.h(2)
