# reason: unitary
# Flips the target where q0 is 0 and q1 is 1.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x(0)
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
answer.x(0)
