# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 1)
answer.h(2)
answer.measure(2, 0)
