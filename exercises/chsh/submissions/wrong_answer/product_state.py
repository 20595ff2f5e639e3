# reason: expectation
# No entanglement: S = 2 at best.
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
answer = (qc, [0, 0, 0, 0])
