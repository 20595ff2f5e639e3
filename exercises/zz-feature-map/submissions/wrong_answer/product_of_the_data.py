# reason: unitary
# x y in place of (pi - x)(pi - y).
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x) - 1):
            circuit.cx(qubit, qubit + 1)
            circuit.p(2 * x[qubit] * x[qubit + 1], qubit + 1)
            circuit.cx(qubit, qubit + 1)
    return circuit
