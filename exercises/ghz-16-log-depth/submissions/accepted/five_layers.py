# reason: accepted
# Five layers: two pairs of lines that grow from the middle of the register.
from qiskit import QuantumCircuit

answer = QuantumCircuit(16)
answer.h(7)
answer.cx(7, 8)
answer.cx(7, 3)
answer.cx(8, 12)
for one, other in ((3, 5), (12, 10), (7, 6), (8, 9), (3, 1), (12, 14)):
    answer.cx(one, other)
for one, other in ((5, 4), (10, 11), (3, 2), (12, 13), (1, 0), (14, 15)):
    answer.cx(one, other)
