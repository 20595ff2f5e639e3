# reason: width
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(2, global_phase=pi / 4)
answer.rz(pi / 2, 0)
