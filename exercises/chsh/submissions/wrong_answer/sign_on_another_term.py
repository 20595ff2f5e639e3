# reason: expectation
# The minus belongs to E11, not to E00.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [pi / 2, 0, -pi / 4, pi / 4])
