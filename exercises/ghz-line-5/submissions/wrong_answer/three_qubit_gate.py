# reason: coupling
# ccx on three neighbours: its translation needs the pair q1-q3, too.
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(1)
answer.cx(1, 0)
answer.cx(1, 2)
answer.ccx(1, 2, 3)
answer.cx(3, 4)
