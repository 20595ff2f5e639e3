# reason: coupling
# The right state with depth 3, but q0 and q4 are not neighbours.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
answer.cx(0, 4)
answer.cx(0, 1)
answer.cx(4, 3)
answer.cx(1, 2)
