# reason: n1q
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, global_phase=pi / 4)
for _ in range(4):
    answer.rz(pi / 8, 0)
