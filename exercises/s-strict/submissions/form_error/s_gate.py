# reason: gate-list
from qiskit import QuantumCircuit

answer = QuantumCircuit(1)
answer.s(0)
