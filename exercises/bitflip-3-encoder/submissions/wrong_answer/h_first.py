# reason: unitary
# Prepares a GHZ state of its own instead of encoding q0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
answer.cx(0, 1)
answer.cx(0, 2)
