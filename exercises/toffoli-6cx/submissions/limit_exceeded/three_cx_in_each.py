# reason: n2q
# Each of the six gates called cx holds three cx.
from qiskit import QuantumCircuit

three = QuantumCircuit(2, name="cx")
for _ in range(3):
    three.cx(0, 1)
cx = three.to_gate()

a, b, c = 0, 1, 2
answer = QuantumCircuit(3)
answer.h(c)
answer.append(cx, [b, c])
answer.tdg(c)
answer.append(cx, [a, c])
answer.t(c)
answer.append(cx, [b, c])
answer.tdg(c)
answer.append(cx, [a, c])
answer.t([b, c])
answer.h(c)
answer.append(cx, [a, b])
answer.t(a)
answer.tdg(b)
answer.append(cx, [a, b])
