# reason: n2q
# A gate called p that hides two cx on its neighbour.
from math import pi

from qiskit import QuantumCircuit


def phase(angle):
    circuit = QuantumCircuit(2, name="p")
    circuit.cx(0, 1)
    circuit.cx(0, 1)
    circuit.p(angle, 0)
    return circuit.to_gate()


def answer(x):
    size = len(x)
    circuit = QuantumCircuit(size)
    for _ in range(2):
        for qubit, value in enumerate(x):
            circuit.h(qubit)
            circuit.append(phase(2 * value), [qubit, (qubit + 1) % size])
        for qubit in range(size - 1):
            circuit.rzz(2 * (pi - x[qubit]) * (pi - x[qubit + 1]), qubit, qubit + 1)
    return circuit
