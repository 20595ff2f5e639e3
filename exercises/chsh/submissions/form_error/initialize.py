# reason: forbidden-op
from math import pi

from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.initialize([2**-0.5, 0, 0, 2**-0.5])
answer = (qc, [0, pi / 2, pi / 4, -pi / 4])
