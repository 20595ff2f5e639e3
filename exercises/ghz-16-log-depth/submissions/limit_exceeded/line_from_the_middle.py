# reason: depth2q
# Both ways along a line: depth 8.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(7)
answer.cx(7, 8)
for step in range(7):
    answer.cx(7 - step, 6 - step)
    answer.cx(8 + step, 9 + step)
