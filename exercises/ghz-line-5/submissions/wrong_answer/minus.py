# reason: relative-phase
# (00000 - 11111)/sqrt(2)
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.x(2)
answer.h(2)
for control, target in ((2, 1), (2, 3), (1, 0), (3, 4)):
    answer.cx(control, target)
