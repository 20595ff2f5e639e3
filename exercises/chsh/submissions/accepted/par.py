# reason: accepted
# Angles to two digits: 2.8277, at par but not the best.
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, 1.6, 0.8, -0.8])
