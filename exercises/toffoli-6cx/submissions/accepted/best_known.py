# reason: accepted
# Cost 71: on the target, rz sx in place of h; the z that is left over is moved through the
# cx and joins the phases of b and c.
from math import pi

from qiskit import QuantumCircuit

a, b, c = 0, 1, 2
answer = QuantumCircuit(3)
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
answer.rz(pi / 4 + pi, c)
answer.sx(c)
answer.rz(pi / 2, c)
answer.cx(a, b)
answer.rz(pi / 4, a)
answer.rz(-pi / 4, b)
answer.cx(a, b)
