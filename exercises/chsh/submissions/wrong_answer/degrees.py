# reason: expectation
# Angles in degrees.
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, 90, 45, -45])
