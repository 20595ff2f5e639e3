# reason: n2q
# Right, but the last two phases are moved with one cx more than needed.
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
answer.tdg(b)
answer.cx(a, b)
answer.t(a)
# q0 and q1 exchange their places in the last control pair: a cx that is undone
answer.cx(a, b)
answer.cx(a, b)
