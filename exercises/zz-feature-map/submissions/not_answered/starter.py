# reason: starter
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    # Two repetitions: h and p on each qubit, then each pair of neighbours.
    raise NotImplementedError()
    return circuit
