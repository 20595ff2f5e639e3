# reason: unitary
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.ccx(1, 2, 3)
answer.cx(0, 3)
answer.cx(1, 2)
