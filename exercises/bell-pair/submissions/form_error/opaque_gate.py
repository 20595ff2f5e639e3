# reason: opaque-gate
from qiskit import QuantumCircuit
from qiskit.circuit import Gate

answer = QuantumCircuit(2)
answer.append(Gate("bell", 2, []), [0, 1])
