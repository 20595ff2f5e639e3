# reason: n2q
# Right, but no two-qubit gate is allowed.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(1)
answer.cx(1, 2)
