# reason: unitary
# q2 is forgotten.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.ccx(0, 1, 3)
