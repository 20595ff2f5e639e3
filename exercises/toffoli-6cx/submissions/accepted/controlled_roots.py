# reason: accepted
# Barenco's way: controlled square roots of x on the target, where neighbouring cx merge.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.p(pi / 4, 1)
answer.h(2)
answer.p(pi / 4, 2)
answer.cx(1, 2)
answer.p(-pi / 4, 2)
answer.cx(0, 2)
answer.cx(0, 1)
answer.p(-pi / 4, 1)
answer.cx(0, 1)
answer.p(pi / 4, 2)
answer.cx(1, 2)
answer.p(-pi / 4, 2)
answer.cx(0, 2)
answer.p(pi / 4, 0)
answer.h(2)
