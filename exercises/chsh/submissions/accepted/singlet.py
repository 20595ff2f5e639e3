# reason: accepted
# (01 - 10)/sqrt(2): all correlations have the opposite sign, so turn b by pi.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.x([0, 1])
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, pi / 2, pi / 4 + pi, -pi / 4 + pi])
