# reason: accepted
# Cost 36: the outer rz of both h are phases of input and output, the inner ones merge with t.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.sx(2)
answer.rz(3 * pi / 4, 2)
answer.cx(1, 2)
answer.rz(-pi / 4, 2)
answer.cx(0, 2)
answer.rz(pi / 4, 2)
answer.cx(1, 2)
answer.rz(pi / 4, 2)
answer.sx(2)
