# reason: relative-phase
# sx in place of h, and the rz forgotten.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.sx(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
