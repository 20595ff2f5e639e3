# reason: conditionals
# One condition for each of the three results that need a correction.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])
register = answer.cregs[0]
with answer.if_test((register, 1)):
    answer.z(2)
with answer.if_test((register, 2)):
    answer.x(2)
with answer.if_test((register, 3)):
    answer.y(2)
