# reason: operations
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
for _ in range(30_000):
    answer.x(0)
answer.h(0)
answer.cx(0, 1)
