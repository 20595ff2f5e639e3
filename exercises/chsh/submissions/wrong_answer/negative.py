# reason: expectation
# S = -2.83: the bound is broken on the other side.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, pi / 2, 5 * pi / 4, 3 * pi / 4])
