# reason: unitary
# Two cx copy x into y: right where y starts in 0, and bitwise xor elsewhere.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.cx(0, 2)
answer.cx(1, 3)
