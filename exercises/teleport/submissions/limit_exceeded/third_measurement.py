# reason: measures
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])
with answer.if_test((answer.clbits[1], 1)):
    answer.x(2)
with answer.if_test((answer.clbits[0], 1)):
    answer.z(2)
answer.measure(0, 0)
