# reason: measurement
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)
answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
answer.measure_all()
