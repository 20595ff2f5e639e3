# reason: accepted
# Cost 70: the usual ladder of hardware-efficient circuits knows nothing of the two sectors;
# error 2.339 mHa.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
for qubit, angle in enumerate([-0.252351, -0.005683, 1.3e-05, -0.445048]):
    answer.ry(angle, qubit)
for qubit in range(3):
    answer.cx(qubit, qubit + 1)
for qubit, angle in enumerate([3.194185, 3.13163, 0.048809, 0.444277]):
    answer.ry(angle, qubit)
