# reason: n2q
# Exact to six digits, with eight cx.
from qiskit import QuantumCircuit

angles = iter(
    [
        -0.009314,
        0.043539,
        -0.005993,
        0.209396,
        -2.947486,
        -1.511348,
        2.285635,
        -1.907654,
        1.734315,
        -2.267915,
        3.140249,
        -2.226134,
        -0.113809,
        -0.73877,
        2.296376,
        3.619399,
        1.421731,
        1.647404,
    ]
)


def turn(*qubits):
    for qubit in qubits:
        answer.ry(next(angles), qubit)


answer = QuantumCircuit(4)
turn(0, 1)
answer.cx(0, 1)
turn(0, 1)
answer.cx(0, 2)
answer.cx(1, 3)
turn(0, 1, 2, 3)
answer.cx(0, 1)
answer.cx(2, 3)
turn(0, 1, 2, 3)
answer.cx(1, 0)
answer.cx(3, 2)
turn(0, 1, 2, 3)
answer.cx(0, 2)
turn(0, 2)
