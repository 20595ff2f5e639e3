# reason: unitary
# x becomes x + y.
from qiskit import QuantumCircuit

answer = QuantumCircuit(4)
answer.ccx(0, 2, 1)
answer.cx(3, 1)
answer.cx(2, 0)
