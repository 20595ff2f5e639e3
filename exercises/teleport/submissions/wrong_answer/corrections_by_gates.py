# reason: coupling
# The correction by a controlled gate between q0 and q2 instead of a measurement.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 2)
answer.h(1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.h(0)
answer.cx(1, 2)
answer.cz(0, 2)
