# reason: width
# An ancilla that nobody asked for.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4, 2)
answer.swap(0, 3)
answer.swap(3, 2)
