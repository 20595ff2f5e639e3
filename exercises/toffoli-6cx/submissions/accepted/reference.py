# reason: accepted
# Cost 73: as many gates as Qiskit's own translation of ccx.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

a, b, c = 0, 1, 2
answer.h(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(b)
answer.t(c)
answer.h(c)
answer.cx(a, b)
answer.t(a)
answer.tdg(b)
answer.cx(a, b)
