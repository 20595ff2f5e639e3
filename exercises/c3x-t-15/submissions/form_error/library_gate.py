# reason: t-basis
# The library's c3x needs rotations by pi/8.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.mcx([0, 1, 2], 3)
