# reason: measurement
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1, 1, global_phase=pi / 4)
answer.rz(pi / 2, 0)
answer.measure(0, 0)
