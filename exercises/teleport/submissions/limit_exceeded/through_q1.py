# reason: n2q
# Two swaps move the state without any measurement, for 6 cx.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.swap(0, 1)
answer.swap(1, 2)
