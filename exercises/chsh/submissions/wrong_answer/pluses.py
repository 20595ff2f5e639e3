# reason: expectation
# Superposed, but not entangled.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h([0, 1])
answer = (qc, [0, pi / 2, pi / 4, -pi / 4])
