# reason: unitary
# Right gate, wrong target.
from qiskit import QuantumCircuit

a, b, c = 2, 1, 0
answer = QuantumCircuit(3)
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
