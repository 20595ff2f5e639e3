# reason: accepted
# With Toffoli gates: right, 382.
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
