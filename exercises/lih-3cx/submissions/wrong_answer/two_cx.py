# reason: energy
# The best that two cx can do: 15.6 mHa, with any one-qubit gates.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
for qubit, angle in enumerate([2.99043, -0.480025, -3.284296, -1.385289]):
    answer.ry(angle, qubit)
answer.cx(0, 1)
answer.cx(0, 2)
for qubit, angle in enumerate([-0.008659, -0.480086, 6.284345, 1.363709]):
    answer.ry(angle, qubit)
