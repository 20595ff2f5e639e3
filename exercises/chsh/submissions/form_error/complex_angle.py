# reason: type
# An imaginary angle would break every bound.
from qiskit import QuantumCircuit

qc = QuantumCircuit(2)
qc.h(0)
qc.cx(0, 1)
answer = (qc, [0, 2j, 0, 0])
