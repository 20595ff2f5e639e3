# reason: accepted
# The textbook: 21 T gates.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.ccx(0, 1, 4)
answer.ccx(2, 4, 3)
answer.ccx(0, 1, 4)
