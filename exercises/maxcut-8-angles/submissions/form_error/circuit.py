# reason: type
from qiskit import QuantumCircuit

answer = QuantumCircuit(8)
