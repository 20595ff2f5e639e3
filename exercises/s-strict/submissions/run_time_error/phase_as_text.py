# reason: exception
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.rz(pi / 2, 0)
answer.global_phase = "pi / 4"
