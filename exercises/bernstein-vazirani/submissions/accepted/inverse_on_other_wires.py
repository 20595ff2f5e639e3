# reason: accepted
# The inverse, which for this oracle is the same; y on q0 and x on the wires above it.
from math import pi

from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.ry(-pi / 2, 0)
    inputs = list(range(1, n + 1))
    circuit.h(inputs)
    circuit.append(oracle.inverse(), [*inputs, 0])
    circuit.h(inputs)
    circuit.measure(inputs, range(n))
    return circuit
