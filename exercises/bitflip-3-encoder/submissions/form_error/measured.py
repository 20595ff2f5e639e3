# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)
answer.cx(0, 1)
answer.cx(0, 2)
answer.measure_all()
