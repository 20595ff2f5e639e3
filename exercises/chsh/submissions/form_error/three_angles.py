# reason: length
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, pi / 2, pi / 4])
