# reason: accepted
# The label as an integer, bit by bit; unused classical bits and metadata change nothing.
from qiskit import QuantumCircuit

answer = QuantumCircuit(3, 3, name="six", metadata={"cost": 0})
for qubit in range(3):
    if 6 >> qubit & 1:
        answer.x(qubit)
