"""Target of exp-mod-35: |x, y> -> |x, y + x mod 4>, x on q0 and q1, y on q2 and q3."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    matrix = np.zeros((16, 16))
    for x in range(4):
        for y in range(4):
            matrix[x + 4 * ((y + x) % 4), x + 4 * y] = 1
    return matrix


def textbook():
    circuit = QuantumCircuit(4)
    circuit.ccx(0, 2, 3)
    circuit.cx(1, 3)
    circuit.cx(0, 2)
    return circuit
