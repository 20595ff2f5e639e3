# reason: accepted
# Cost 93: carry, upper bit, lower bit.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)

answer.ccx(0, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
