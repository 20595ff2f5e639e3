"""Target of c3x-t-15: x on q3 where q0, q1 and q2 are 1; q4 is a clean ancilla."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    order = np.arange(16)
    order[[0b0111, 0b1111]] = order[[0b1111, 0b0111]]
    return np.eye(16)[order]


def textbook():
    circuit = QuantumCircuit(5)
    circuit.ccx(0, 1, 4)
    circuit.ccx(4, 2, 3)
    circuit.ccx(0, 1, 4)
    return circuit
