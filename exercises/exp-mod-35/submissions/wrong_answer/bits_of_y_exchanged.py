# reason: unitary
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.ccx(0, 3, 2)
answer.cx(1, 2)
answer.cx(0, 3)
