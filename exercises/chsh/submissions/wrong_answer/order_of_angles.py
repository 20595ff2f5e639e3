# reason: expectation
# a0, b0, a1, b1 instead of a0, a1, b0, b1.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, pi / 4, pi / 2, -pi / 4])
