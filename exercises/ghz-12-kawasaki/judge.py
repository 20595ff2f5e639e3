"""Target of ghz-12-kawasaki: (0...0 + 1...1)/sqrt(2) on 12 logical qubits."""

import numpy as np
from qiskit import QuantumCircuit


def target():
    state = np.zeros(2**12)
    state[[0, -1]] = 1 / np.sqrt(2)
    return state


def textbook():
    circuit = QuantumCircuit(12)
    circuit.h(0)
    for qubit in range(11):
        circuit.cx(qubit, qubit + 1)
    return circuit
