# reason: accepted
# Cost 80, just par: ten ry around three cx, error 0.069 mHa.
from qiskit import QuantumCircuit

first = [-2.731033, 2.658313, 2.350142, -3.624872]
second = [-0.288343, -0.846701]
third = [-0.060417, 2.659127, 0.060417, 3.624059]
answer = QuantumCircuit(4)
for qubit, angle in enumerate(first):
    answer.ry(angle, qubit)
answer.cx(0, 2)
for qubit, angle in zip((0, 2), second):
    answer.ry(angle, qubit)
answer.cx(0, 1)
answer.cx(2, 3)
for qubit, angle in enumerate(third):
    answer.ry(angle, qubit)
