# reason: accepted
# Sixteen phases that add up to 0.0019: 1 - F is 9.0e-7, the tolerance 1e-6.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (1, 2, 4, 8):
    answer.cx(range(size), range(size, 2 * size))
answer.p(0.0019 / 16, range(16))
