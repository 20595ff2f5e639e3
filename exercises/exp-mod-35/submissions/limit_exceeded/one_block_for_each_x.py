# reason: n2q
# Right: for each of x = 1, 2, 3 a doubly controlled addition of that number.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
for x in (1, 2, 3):
    off = [bit for bit in (0, 1) if not x >> bit & 1]
    for bit in off:
        answer.x(bit)
    if x & 1:
        answer.mcx([0, 1, 2], 3)
        answer.ccx(0, 1, 2)
    if x & 2:
        answer.ccx(0, 1, 3)
    for bit in off:
        answer.x(bit)
