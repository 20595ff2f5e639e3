# reason: fidelity
# Each step passes on a half: 1/2, 1/4, 1/4.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
