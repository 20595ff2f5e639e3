# reason: unitary
# Prepares the same state from 0, and another for other inputs: the first h layer is merged into
# rotations.
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.ry(pi / 2, qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x) - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit + 1)
            circuit.cx(qubit, qubit + 1)
    return circuit
