# reason: unitary
# 0 goes to 110.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.x([1, 2])
