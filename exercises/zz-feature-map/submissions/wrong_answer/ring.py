# reason: unitary
# The last qubit is joined to the first: right for no length, as two qubits then meet twice.
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.p(2 * value, qubit)
        for qubit in range(len(x)):
            circuit.cx(qubit, (qubit + 1) % len(x))
            circuit.p(2 * (pi - x[qubit]) * (pi - x[(qubit + 1) % len(x)]), (qubit + 1) % len(x))
            circuit.cx(qubit, (qubit + 1) % len(x))
    return circuit
