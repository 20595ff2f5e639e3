# reason: type
from qiskit import QuantumCircuit

answer = QuantumCircuit(127)
answer.sx(83)
