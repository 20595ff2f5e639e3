# reason: accepted
# Each cx made of one ecr, as a device has it.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
for target in (1, 2):
    answer.rz(-pi / 2, 0)
    answer.ry(pi, 0)
    answer.rx(pi / 2, target)
    answer.ecr(0, target)
