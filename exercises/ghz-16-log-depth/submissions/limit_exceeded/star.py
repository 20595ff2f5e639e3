# reason: depth2q
# One control for all: the gates share a qubit, so they cannot run at the same time.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for qubit in range(1, 16):
    answer.cx(0, qubit)
