# reason: forbidden-op
import numpy as np
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle, range(3))
        circuit.unitary(2 * np.full((8, 8), 1 / 8) - np.eye(8), range(3))
    return circuit
