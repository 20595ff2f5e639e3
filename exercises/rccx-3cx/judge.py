"""Target of rccx-3cx: CCX (controls q0 and q1, target q2), judged up to output phases."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    # Basis states are numbered little-endian: 3 is q2 q1 q0 = 011, 7 is 111.
    return np.eye(8)[[0, 1, 2, 7, 4, 5, 6, 3]]


def textbook():
    circuit = QuantumCircuit(3)
    circuit.rccx(0, 1, 2)
    return circuit
