# reason: call-error
# The loop over neighbours runs one too far.
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x)):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit + 1)
            circuit.cx(qubit, qubit + 1)
    return circuit
