# reason: nan
from math import inf

from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    circuit.p(z * inf, 1)
    return circuit
