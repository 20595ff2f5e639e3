# reason: n2q
# A cx that does nothing to a qubit in 0 counts all the same.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(1, 2)
answer.cx(0, 1)
answer.cx(0, 2)
