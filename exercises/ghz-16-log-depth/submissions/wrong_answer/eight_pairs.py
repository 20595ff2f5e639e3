# reason: fidelity
# Depth 1, but only pairs are entangled.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
for qubit in range(0, 16, 2):
    answer.h(qubit)
    answer.cx(qubit, qubit + 1)
