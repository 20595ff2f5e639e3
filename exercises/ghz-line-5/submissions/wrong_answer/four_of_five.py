# reason: fidelity
# The loop ends one cx too early.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
for qubit in range(3):
    answer.cx(qubit, qubit + 1)
