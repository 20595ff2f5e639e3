"""Target of w-state-3: (001 + 010 + 100)/sqrt(3)."""

from math import acos, sqrt

import numpy as np
from qiskit import QuantumCircuit


def target():
    amplitudes = np.zeros(8)
    amplitudes[[1, 2, 4]] = 1 / np.sqrt(3)
    return amplitudes


def textbook():
    circuit = QuantumCircuit(3)
    circuit.ry(2 * acos(1 / sqrt(3)), 0)
    circuit.ch(0, 1)
    circuit.cx(1, 2)
    circuit.cx(0, 1)
    circuit.x(0)
    return circuit
