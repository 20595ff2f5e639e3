# reason: relative-phase
# One T gate of 15 is missing.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.rccx(0, 1, 4)
answer.h(3)
answer.cx(2, 3)
answer.tdg(3)
answer.cx(4, 3)
answer.t(3)
answer.cx(2, 3)
answer.tdg(3)
answer.cx(4, 3)
answer.t(3)
answer.h(3)
answer.t(2)
answer.cx(4, 2)
answer.tdg(2)
answer.cx(4, 2)
answer.rccx(0, 1, 4)
