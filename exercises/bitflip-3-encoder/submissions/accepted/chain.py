# reason: accepted
# From q0 to q1, from q1 to q2.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(1, 2)
