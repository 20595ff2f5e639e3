# reason: forbidden-op
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.initialize("110")
