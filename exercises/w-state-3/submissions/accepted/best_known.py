# reason: accepted
# Cost 38: rotations as sx rz sx, with phases chosen so that they meet and cancel in each term.
from math import acos, pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.sx(0)
answer.rz(-acos(1 / 3), 0)
answer.sx(0)
answer.sx(1)
answer.rz(-pi / 4, 1)
answer.cx(0, 1)
answer.rz(-3 * pi / 4, 1)
answer.sx(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
