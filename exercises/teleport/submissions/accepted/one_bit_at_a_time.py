# reason: accepted
# q0 to q1, then q1 to q2, each by one cx, one measurement and one z.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure(0, 0)
with answer.if_test((answer.clbits[0], 1)):
    answer.z(1)
answer.cx(1, 2)
answer.h(1)
answer.measure(1, 1)
with answer.if_test((answer.clbits[1], 1)):
    answer.z(2)
