# reason: measurement
# q1 and q2 are in 0 already.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.reset([1, 2])
answer.cx(0, 1)
answer.cx(0, 2)
