# reason: accepted
# Cost 153, depth 4: the group doubles in every layer.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)

answer.h(0)
size = 1
while size < 16:
    for qubit in range(size):
        answer.cx(qubit, qubit + size)
    size *= 2
