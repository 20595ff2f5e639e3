# reason: accepted
# Two registers of one bit, conditions on registers, cz instead of cx.
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister

from_a, from_b = ClassicalRegister(1, "a"), ClassicalRegister(1, "b")
answer = QuantumCircuit(QuantumRegister(3), from_a, from_b)
answer.h([1, 2])
answer.cz(1, 2)
answer.h(2)
answer.h(1)
answer.cz(0, 1)
answer.h(1)
answer.h(0)
answer.measure(1, from_b)
answer.measure(0, from_a)
with answer.if_test((from_b, 1)):
    answer.x(2)
with answer.if_test((from_a, 1)):
    answer.z(2)
