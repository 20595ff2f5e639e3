"""Target of track-wstate-8: the W state, one excitation shared by 8 qubits."""

from math import acos, sqrt

import numpy as np
from qiskit import QuantumCircuit


def target():
    amplitudes = np.zeros(256)
    amplitudes[[1 << qubit for qubit in range(8)]] = 1 / sqrt(8)
    return amplitudes


def textbook():
    """Split the excitation step by step down the line, then collect the partial sums."""
    circuit = QuantumCircuit(8)
    circuit.x(7)
    for qubit in range(7, 0, -1):
        angle = acos(sqrt(1 / (qubit + 1)))
        circuit.ry(-angle, qubit - 1)
        circuit.cz(qubit, qubit - 1)
        circuit.ry(angle, qubit - 1)
    for qubit in range(7, 0, -1):
        circuit.cx(qubit - 1, qubit)
    return circuit
