# reason: fidelity
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
for qubit in range(3):
    answer.cx(qubit, qubit + 1)
answer.h(4)
