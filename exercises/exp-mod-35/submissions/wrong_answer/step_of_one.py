# reason: unitary
# One increment for each bit of x: q1 counts 1 instead of 2.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
for control in (0, 1):
    answer.ccx(control, 2, 3)
    answer.cx(control, 2)
