# reason: unitary
# q2 is the target instead of q3.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.rccx(0, 1, 4)
answer.ccx(4, 3, 2)
answer.rccx(0, 1, 4)
