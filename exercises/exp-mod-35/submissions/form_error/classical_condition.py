# reason: measurement
# x is measured, and y changed under a condition: no superposition of x survives.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4, 1)
answer.measure(0, 0)
with answer.if_test((answer.clbits[0], 1)):
    answer.cx(2, 3)
    answer.x(2)
answer.cx(1, 3)
