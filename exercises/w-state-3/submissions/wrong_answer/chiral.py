# reason: relative-phase
# A third of a turn from term to term: another W state, orthogonal to the wanted one.
from math import acos, pi, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(2 * acos(1 / sqrt(3)), 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
answer.p(2 * pi / 3, 1)
answer.p(4 * pi / 3, 2)
