# reason: n2q
# Right, with two swaps that cancel: seven cx in all.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.ry(-2.9180557, 0)
answer.x(1)
answer.cx(0, 1)
answer.swap(0, 1)
answer.swap(0, 1)
