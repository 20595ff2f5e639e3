# reason: unitary
# q2 is forgotten.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
