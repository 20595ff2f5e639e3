"""Target of toffoli-6cx: CCX with the controls q0 and q1 and the target q2."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    matrix = np.eye(8)
    # Basis states are numbered little-endian: 3 is q2 q1 q0 = 011, 7 is 111.
    return matrix[[0, 1, 2, 7, 4, 5, 6, 3]]


def textbook():
    circuit = QuantumCircuit(3)
    circuit.ccx(0, 1, 2)
    return circuit
