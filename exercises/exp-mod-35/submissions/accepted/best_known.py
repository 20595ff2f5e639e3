# reason: accepted
# Cost 71: the last cx of the written-out ccx and the cx of the lower bit cancel, and the phases
# are merged.
from math import pi

from qiskit import QuantumCircuit

a, b, c = 0, 2, 3
answer = QuantumCircuit(4)
answer.rz(pi / 2, c)
answer.sx(c)
answer.cx(b, c)
answer.rz(-pi / 4, c)
answer.cx(a, c)
answer.rz(pi / 4, c)
answer.cx(b, c)
answer.rz(-pi / 4, c)
answer.cx(a, c)
answer.rz(pi / 4, b)
answer.rz(5 * pi / 4, c)
answer.sx(c)
answer.rz(pi / 2, c)
answer.cx(a, b)
answer.rz(pi / 4, a)
answer.rz(-pi / 4, b)
answer.cx(1, c)
