# reason: accepted
# One general rotation u a character, kept in a table.
from math import pi

from qiskit import QuantumCircuit

ANGLES = {
    "0": (0, 0, 0),
    "1": (pi, 0, 0),
    "+": (pi / 2, 0, 0),
    "-": (pi / 2, pi, 0),
    "r": (pi / 2, pi / 2, 0),
    "l": (pi / 2, -pi / 2, 0),
}


def answer(label):
    size = len(label)
    circuit = QuantumCircuit(size)
    for position, character in enumerate(label):
        circuit.u(*ANGLES[character], size - 1 - position)
    return circuit
