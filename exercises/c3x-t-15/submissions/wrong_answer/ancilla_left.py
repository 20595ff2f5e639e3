# reason: ancilla
# q4 keeps the product of q0 and q1.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.ccx(0, 1, 4)
answer.ccx(4, 2, 3)
