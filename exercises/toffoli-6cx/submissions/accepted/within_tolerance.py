# reason: accepted
# One angle is off by 0.0008: 1 - abs(trace)/8 is 8e-8, the tolerance 1e-7.
from math import pi

from qiskit import QuantumCircuit

a, b, c = 0, 1, 2
answer = QuantumCircuit(3)
answer.h(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t([b, c])
answer.h(c)
answer.cx(a, b)
answer.rz(pi / 4 + 0.0008, a)
answer.tdg(b)
answer.cx(a, b)
