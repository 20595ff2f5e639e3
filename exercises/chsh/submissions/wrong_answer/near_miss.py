# reason: expectation
# Entangled slightly too little: S = 2.7998.
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.ry(1.3691, 0)
qc.cx(0, 1)
answer = (qc, [0, pi / 2, pi / 4, -pi / 4])
