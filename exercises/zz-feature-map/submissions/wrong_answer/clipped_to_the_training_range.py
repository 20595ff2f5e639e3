# reason: unitary
# Data scaled to [0, pi] in training; here it is clipped to that range.
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    x = [min(max(value, 0), pi) for value in x]
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x) - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit + 1)
            circuit.cx(qubit, qubit + 1)
    return circuit
