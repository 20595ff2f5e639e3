# reason: fidelity
# The superposition starts at q0, but the chain at q4, where all is still 0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
for qubit in (3, 2, 1, 0):
    answer.cx(qubit, qubit + 1)
