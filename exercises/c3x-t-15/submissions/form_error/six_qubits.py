# reason: width
# A second ancilla.
from qiskit import QuantumCircuit

answer = QuantumCircuit(6)
answer.rccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.rccx(0, 1, 4)
