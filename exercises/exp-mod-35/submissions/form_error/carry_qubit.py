# reason: width
# A fifth qubit for the carry.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.ccx(0, 2, 4)
answer.cx(0, 2)
answer.cx(1, 3)
answer.cx(4, 3)
