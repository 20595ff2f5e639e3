# reason: measurement
# Constant depth by measuring ancillas and correcting: a fine method, but not asked here.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16, 1)
answer.h([0, 8])
for start in (0, 8):
    for size in (1, 2, 4):
        for qubit in range(start, start + size):
            if qubit + size < start + 7:
                answer.cx(qubit, qubit + size)
answer.cx(0, 15)
answer.cx(8, 15)
answer.measure(15, 0)
with answer.if_test((0, 1)):
    answer.x(range(8, 15))
