# reason: accepted
# Conditions that wait for 0 and correct in the else branch; bits the other way round.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure(0, 1)
answer.measure(1, 0)
with answer.if_test((answer.clbits[0], 0)) as otherwise:
    answer.id(2)
with otherwise:
    answer.x(2)
with answer.if_test((answer.clbits[1], 0)) as otherwise:
    answer.barrier(2)
with otherwise:
    answer.rz(3.141592653589793, 2)
