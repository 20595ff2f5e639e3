# reason: t-basis
# rz by pi/8 is no T gate.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.rccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.rccx(0, 1, 4)
answer.rz(pi / 8, 0)
answer.rz(-pi / 8, 0)
