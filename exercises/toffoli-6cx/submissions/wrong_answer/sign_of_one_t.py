# reason: relative-phase
# t for tdg on the control: right whenever q0 and q1 are equal.
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
answer.t([a, b])
answer.cx(a, b)
