# reason: accepted
# Conditions written as expressions: one bit, and the same bit negated with the work in `else`.
from qiskit import QuantumCircuit
from qiskit.circuit.classical import expr

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])
with answer.if_test(expr.lift(answer.clbits[1])):
    answer.x(2)
with answer.if_test(expr.logic_not(answer.clbits[0])) as otherwise:
    answer.id(2)
with otherwise:
    answer.z(2)
