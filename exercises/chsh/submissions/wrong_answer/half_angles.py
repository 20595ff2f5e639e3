# reason: expectation
# Half of each angle, as if ry were meant: S = 2.39.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, pi / 4, pi / 8, -pi / 8])
