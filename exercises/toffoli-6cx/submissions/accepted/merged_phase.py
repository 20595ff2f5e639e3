# reason: accepted
# Cost 72: t and the h after it as one rz sx rz.
from math import pi

from qiskit import QuantumCircuit

a, b, c = 1, 0, 2
answer = QuantumCircuit(3)
answer.h(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.rz(3 * pi / 4, c)
answer.sx(c)
answer.rz(pi / 2, c)
answer.t(b)
answer.cx(a, b)
answer.t(a)
answer.tdg(b)
answer.cx(a, b)
