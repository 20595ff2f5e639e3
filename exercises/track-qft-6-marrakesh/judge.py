"""Target of track-qft-6-marrakesh: the quantum Fourier transform on 6 logical qubits."""

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def target():
    powers = np.outer(np.arange(64), np.arange(64)) % 64
    return np.exp(2j * np.pi * powers / 64) / 8


def textbook():
    circuit = QuantumCircuit(6)
    circuit.append(QFTGate(6), range(6))
    return circuit
