# reason: fidelity
# Acts as if only the results 0, 0 counted, and resets q2 in all other cases.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.measure([0, 1], [0, 1])
with answer.if_test((answer.cregs[0], 0)) as otherwise:
    answer.id(2)
with otherwise:
    answer.reset(2)
