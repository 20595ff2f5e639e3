# reason: unitary
# The roles are exchanged: controls q1 and q2, target q0.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
answer.t(0)
answer.cx(1, 0)
answer.tdg(0)
answer.cx(2, 0)
answer.t(0)
answer.cx(1, 0)
answer.tdg(0)
answer.h(0)
