# reason: forbidden-op
from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.unitary([[1, 0], [0, 1j]], [0])
