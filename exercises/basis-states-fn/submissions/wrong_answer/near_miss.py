# reason: relative-phase
# The phase of r is off by 0.0021: 1 - F is 1.1e-6 for each r.
from math import pi

from qiskit import QuantumCircuit


def answer(label):
    circuit = QuantumCircuit(len(label))
    for qubit, character in enumerate(reversed(label)):
        if character in "1-":
            circuit.x(qubit)
        if character in "+-rl":
            circuit.h(qubit)
        if character == "r":
            circuit.p(pi / 2 + 0.0021, qubit)
        if character == "l":
            circuit.sdg(qubit)
    return circuit
