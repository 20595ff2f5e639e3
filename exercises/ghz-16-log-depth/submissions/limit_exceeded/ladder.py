# reason: depth2q
# Depth 15.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for qubit in range(15):
    answer.cx(qubit, qubit + 1)
