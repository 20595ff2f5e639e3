# reason: n2q
# Only one pair ever meets; the others are brought there by swaps of three cx each.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
answer.cx(0, 1)
answer.swap(1, 2)
answer.cx(0, 1)
answer.swap(2, 3)
answer.swap(3, 4)
answer.swap(1, 2)
answer.cx(0, 1)
answer.cx(2, 3)
