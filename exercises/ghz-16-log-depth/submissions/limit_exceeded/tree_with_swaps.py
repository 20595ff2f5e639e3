# reason: n2q
# A tree in which each new qubit is swapped with its neighbour: 15 cx and 15 swaps.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (1, 2, 4, 8):
    for qubit in range(size):
        answer.cx(qubit, qubit + size)
        answer.swap(qubit, qubit + size)
