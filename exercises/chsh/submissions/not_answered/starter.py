# reason: starter
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)

# a0, a1: angles for q0; b0, b1: angles for q1 (radians)
raise NotImplementedError()
answer = (qc, [a0, a1, b0, b1])
