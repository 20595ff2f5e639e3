# reason: accepted
# The phase is off by 0.0019: 1 - F is 9.0e-7, the tolerance 1e-6.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
answer.rz(0.0019, 4)
