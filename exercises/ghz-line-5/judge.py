"""Target of ghz-line-5: (00000 + 11111)/sqrt(2)."""

import numpy as np
from qiskit import QuantumCircuit

SIZE = 5


def target():
    amplitudes = np.zeros(2**SIZE)
    amplitudes[[0, -1]] = 1 / np.sqrt(2)
    return amplitudes


def textbook():
    circuit = QuantumCircuit(SIZE)
    circuit.h(0)
    for qubit in range(SIZE - 1):
        circuit.cx(qubit, qubit + 1)
    return circuit
