# reason: fidelity
# 1.907 for 1.9106...: an exact expression costs nothing.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.ry(1.907, 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
