# reason: opaque-gate
from qiskit import QuantumCircuit
from qiskit.circuit import Gate

answer = QuantumCircuit(4)
answer.append(Gate("13^x mod 35", 4, []), range(4))
