# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.x([1, 2])
answer.measure_all()
