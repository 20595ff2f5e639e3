# reason: unitary
# y - x: the lower bit is changed before the carry is taken.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.cx(0, 2)
answer.ccx(0, 2, 3)
answer.cx(1, 3)
