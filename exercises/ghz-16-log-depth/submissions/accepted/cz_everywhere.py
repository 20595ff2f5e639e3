# reason: accepted
# Each cx as a cz between two h; cost 333, depth 4.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (1, 2, 4, 8):
    for qubit in range(size):
        answer.h(qubit + size)
        answer.cz(qubit, qubit + size)
        answer.h(qubit + size)
