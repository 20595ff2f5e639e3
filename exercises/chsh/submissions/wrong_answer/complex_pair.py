# reason: expectation
# (00 + i 11)/sqrt(2): XX has the value 0.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.s(0)
qc.cx(0, 1)
answer = (qc, [0, pi / 2, pi / 4, -pi / 4])
