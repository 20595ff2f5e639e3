"""Target of track-adder-6: addition of two two-bit numbers with carry in and carry out."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    matrix = np.zeros((64, 64))
    for before in range(64):
        carry, a, b, out = before & 1, before >> 1 & 3, before >> 3 & 3, before >> 5
        total = a + b + carry
        matrix[carry | a << 1 | (total & 3) << 3 | (out ^ total >> 2) << 5, before] = 1
    return matrix


def textbook():
    """Draw the ripple-carry adder of Cuccaro, Draper, Kutin and Moulton, quant-ph/0410184."""
    circuit = QuantumCircuit(6)
    for carry, b, a in ((0, 3, 1), (1, 4, 2)):
        circuit.cx(a, b)
        circuit.cx(a, carry)
        circuit.ccx(carry, b, a)
    circuit.cx(2, 5)
    for carry, b, a in ((1, 4, 2), (0, 3, 1)):
        circuit.ccx(carry, b, a)
        circuit.cx(a, carry)
        circuit.cx(carry, b)
    return circuit
