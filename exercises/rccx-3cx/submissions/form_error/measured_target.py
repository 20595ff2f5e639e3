# reason: measurement
# Phases are free, but a measured target is no longer a gate.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 1)
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
answer.measure(2, 0)
