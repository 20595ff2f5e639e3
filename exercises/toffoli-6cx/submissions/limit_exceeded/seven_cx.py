# reason: n2q
# Right, with one cx too many: the parities are visited in a clumsy order.
from qiskit import QuantumCircuit

a, b, c = 0, 1, 2
answer = QuantumCircuit(3)
answer.h(c)
answer.t([a, b, c])
answer.cx(a, b)
answer.tdg(b)
answer.cx(b, c)
answer.t(c)
answer.cx(a, b)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(b, c)
answer.h(c)
