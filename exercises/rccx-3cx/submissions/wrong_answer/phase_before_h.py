# reason: unitary
# Phases are free at the ends only: this one stands between h and cx, where it is a rotation.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
