# reason: accepted
# Entangled a little less than fully: S = 2.8003.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.ry(1.3714, 0)
qc.cx(0, 1)
answer = (qc, [0, pi / 2, pi / 4, -pi / 4])
