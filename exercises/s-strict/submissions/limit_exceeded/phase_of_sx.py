# reason: n1q
# Right without any global phase: sx and x bring theirs along. Six gates.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.x(0)
answer.sx(0)
answer.rz(3 * pi / 2, 0)
answer.sx(0)
answer.rz(5 * pi / 2, 0)
answer.sx(0)
