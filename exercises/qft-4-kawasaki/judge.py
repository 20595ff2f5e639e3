"""Target of qft-4-kawasaki: the quantum Fourier transform on 4 logical qubits."""

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def target():
    powers = np.outer(np.arange(16), np.arange(16))
    return np.exp(2j * np.pi * powers / 16) / 4


def textbook():
    circuit = QuantumCircuit(4)
    circuit.append(QFTGate(4), range(4))
    return circuit
