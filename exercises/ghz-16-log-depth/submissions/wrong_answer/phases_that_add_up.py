# reason: fidelity
# A small phase on each qubit is sixteen times as large on all ones: 0.0032 in total.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(0)
for size in (1, 2, 4, 8):
    answer.cx(range(size), range(size, 2 * size))
answer.p(0.0002, range(16))
