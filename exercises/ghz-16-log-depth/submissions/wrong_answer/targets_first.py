# reason: fidelity
# The layers in reverse order: the controls are still 0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (8, 4, 2, 1):
    for qubit in range(size):
        answer.cx(qubit, qubit + size)
