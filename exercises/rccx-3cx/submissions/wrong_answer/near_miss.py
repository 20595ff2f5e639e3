# reason: unitary
# One phase is off by 0.0012: the mean overlap of the rows falls short by 1.8e-7.
from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.rz(pi / 4 + 0.0012, 2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
