# reason: relative-phase
# (00 - i 11)/sqrt(2): the rz is missing.
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.sx(0)
answer.cx(0, 1)
