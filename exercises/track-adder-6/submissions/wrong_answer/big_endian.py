# reason: unitary
# Bits of a and b read the other way round.
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)

for carry, b, a in ((0, 4, 2), (2, 3, 1)):
    answer.cx(a, b)
    answer.cx(a, carry)
    answer.ccx(carry, b, a)
answer.cx(1, 5)
for carry, b, a in ((2, 3, 1), (0, 4, 2)):
    answer.ccx(carry, b, a)
    answer.cx(a, carry)
    answer.cx(carry, b)
