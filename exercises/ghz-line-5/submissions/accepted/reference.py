# reason: accepted
# Cost 43, depth 4: from one end to the other.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)

answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
