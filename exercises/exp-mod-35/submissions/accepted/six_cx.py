# reason: accepted
# Cost 73: the same cancellation with h and t.
from qiskit import QuantumCircuit

a, b, c = 0, 2, 3
answer = QuantumCircuit(4)
answer.cx(1, c)
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
