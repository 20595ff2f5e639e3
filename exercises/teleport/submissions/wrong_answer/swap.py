# reason: coupling
# Right, but q0 and q2 meet.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.swap(0, 2)
