# reason: unitary
# p(x) in place of p(2 x).
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(value, qubit)
        for qubit in range(len(x) - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit + 1)
            circuit.cx(qubit, qubit + 1)
    return circuit
