# reason: relative-phase
# (00 - 11)/sqrt(2): the same counts.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.x(0)
answer.h(0)
answer.cx(0, 1)
