# reason: fidelity
# The last layer comes twice, and the second one undoes the first.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (1, 2, 4, 8, 8):
    for qubit in range(size):
        answer.cx(qubit, qubit + size)
