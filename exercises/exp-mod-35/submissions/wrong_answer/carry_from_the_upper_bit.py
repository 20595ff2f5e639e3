# reason: unitary
# The carry is taken from q1 instead of q0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.ccx(1, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
