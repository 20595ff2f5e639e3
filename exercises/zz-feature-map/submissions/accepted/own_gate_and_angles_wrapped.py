# reason: accepted
# Angles may be wrapped (gates have a period of 2 pi), the data may not. One gate a repetition.
from math import pi, tau

from qiskit import QuantumCircuit


def repetition(x):
    circuit = QuantumCircuit(len(x), name="repetition")
    for qubit, value in enumerate(x):
        circuit.h(qubit)
        circuit.u(0, 0, 2 * value % tau, qubit)
    for qubit in range(len(x) - 1):
        circuit.cx(qubit + 1, qubit)
        circuit.p(2 * (pi - x[qubit]) * (pi - x[qubit + 1]) % tau, qubit)
        circuit.cx(qubit + 1, qubit)
    return circuit.to_gate()


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        circuit.append(repetition(x), range(len(x)))
    return circuit
