# reason: measurement
# The and of two controls with 4 T gates, uncomputed by a measurement.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5, 1)
answer.rccx(0, 1, 4)
answer.s(4)
answer.ccx(4, 2, 3)
answer.h(4)
answer.measure(4, 0)
with answer.if_test((answer.clbits[0], 1)):
    answer.cz(0, 1)
    answer.x(4)
