# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
answer.ry(-2.9180557, 0)
answer.x(1)
answer.cx(0, 1)
answer.measure_all()
