# reason: n2q
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.ccx(0, 1, 2)
