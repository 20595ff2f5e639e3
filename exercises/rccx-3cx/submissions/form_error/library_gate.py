# reason: gate-list
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.rccx(0, 1, 2)
