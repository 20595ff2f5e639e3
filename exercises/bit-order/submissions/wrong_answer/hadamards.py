# reason: fidelity
# The right label appears in the counts, with three others.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h([1, 2])
