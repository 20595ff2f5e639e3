# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(2, 2)
answer.h(0)
answer.cx(0, 1)
answer.measure([0, 1], [0, 1])
