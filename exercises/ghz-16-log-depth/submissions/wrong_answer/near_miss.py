# reason: fidelity
# The phase is off by 0.0021: 1 - F is 1.1e-6.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
answer.p(0.0021, 0)
for size in (1, 2, 4, 8):
    answer.cx(range(size), range(size, 2 * size))
