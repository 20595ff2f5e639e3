# reason: n2q
# The full CCX is right as well, but it takes six cx.
from qiskit import QuantumCircuit

a, b, c = 0, 1, 2
answer = QuantumCircuit(3)
answer.h(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t([b, c])
answer.h(c)
answer.cx(a, b)
answer.t(a)
answer.tdg(b)
answer.cx(a, b)
