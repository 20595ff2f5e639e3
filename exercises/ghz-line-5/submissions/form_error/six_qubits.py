# reason: width
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)
answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
