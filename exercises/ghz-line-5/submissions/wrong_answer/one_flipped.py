# reason: fidelity
# (00010 + 11101)/sqrt(2)
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
answer.cx(0, 1, ctrl_state=0)
answer.x(0)
answer.x(0)
answer.x(1)
for qubit in range(1, 4):
    answer.cx(qubit, qubit + 1)
answer.x(1)
