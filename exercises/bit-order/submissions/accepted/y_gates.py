# reason: accepted
# Y takes 0 to i times 1: right up to a global phase.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.y([1, 2])
