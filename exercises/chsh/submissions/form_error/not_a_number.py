# reason: nan
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, float("nan"), 0, 0])
