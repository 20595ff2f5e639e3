# reason: unitary
# Right only where the carry-out qubit starts in 0... and b is 0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)
answer.cx(1, 3)
answer.cx(2, 4)
