"""Target of bell-pair: (00 + 11)/sqrt(2)."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    return np.array([1, 0, 0, 1]) / np.sqrt(2)


def textbook():
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    return circuit
