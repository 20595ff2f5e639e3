# reason: n2q
# Right, with swaps there and back.
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)

for carry, b, a in ((0, 3, 1), (1, 4, 2)):
    answer.cx(a, b)
    answer.cx(a, carry)
    answer.ccx(carry, b, a)
answer.cx(2, 5)
for carry, b, a in ((1, 4, 2), (0, 3, 1)):
    answer.ccx(carry, b, a)
    answer.cx(a, carry)
    answer.cx(carry, b)
for _ in range(10):
    answer.swap(0, 1)
