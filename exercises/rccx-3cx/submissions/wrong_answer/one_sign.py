# reason: unitary
# t for tdg in one place: the angles no longer add up.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.t(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
