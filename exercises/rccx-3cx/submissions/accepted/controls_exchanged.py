# reason: accepted
# The two controls have the same role: q0 twice, q1 once. Merged phases only at the front.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 1)
answer.sx(2)
answer.rz(3 * pi / 4, 2)
answer.cx(0, 2)
answer.tdg(2)
answer.cx(1, 2)
answer.t(2)
answer.cx(0, 2)
answer.tdg(2)
answer.h(2)
