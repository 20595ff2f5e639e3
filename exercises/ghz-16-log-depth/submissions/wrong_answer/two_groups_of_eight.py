# reason: fidelity
# The last layer was left out, and the other half starts on its own.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
for start in (0, 8):
    answer.h(start)
    for size in (1, 2, 4):
        for qubit in range(start, start + size):
            answer.cx(qubit, qubit + size)
