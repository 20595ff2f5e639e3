# reason: fidelity
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
