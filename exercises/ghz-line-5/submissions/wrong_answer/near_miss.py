# reason: relative-phase
# The phase is off by 0.0021: 1 - F is 1.1e-6.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
answer.rz(0.0021, 4)
