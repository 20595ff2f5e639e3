"""Target of bitflip-3-encoder: 0 goes to 000, 1 to 111; q1 and q2 start in 0."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    encoder = np.zeros((8, 2))
    encoder[0b000, 0] = encoder[0b111, 1] = 1
    return encoder


def textbook():
    circuit = QuantumCircuit(3)
    circuit.cx(0, 1)
    circuit.cx(0, 2)
    return circuit
