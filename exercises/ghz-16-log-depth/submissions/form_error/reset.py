# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.reset(range(16))
answer.h(0)
for size in (1, 2, 4, 8):
    answer.cx(range(size), range(size, 2 * size))
