# reason: n2q
# Right: the third branch is singled out by a ccx, which alone takes six cx.
from math import acos, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(2 * acos(sqrt(2 / 3)), 0)
answer.x(0)
answer.ch(0, 1)
answer.x(0)
answer.x([0, 1])
answer.ccx(0, 1, 2)
answer.x([0, 1])
