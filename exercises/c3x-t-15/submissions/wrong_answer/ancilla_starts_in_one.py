# reason: unitary
# Relies on q4 being 1 at the start.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.x(4)
answer.rccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.rccx(0, 1, 4)
answer.x(4)
