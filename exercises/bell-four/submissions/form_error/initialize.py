# reason: forbidden-op
from math import sqrt

from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    sign = (-1) ** z / sqrt(2)
    circuit.initialize([(1 - x) / sqrt(2), x / sqrt(2), x * sign, (1 - x) * sign])
    return circuit
