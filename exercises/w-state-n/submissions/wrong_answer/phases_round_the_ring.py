# reason: relative-phase
# Momentum state: the term of qubit k has the phase 2 pi k/n.
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(0)
    for k in range(n - 1):
        half = math.acos(math.sqrt(1 / (n - k)))
        circuit.ry(-half, k + 1)
        circuit.cz(k, k + 1)
        circuit.ry(half, k + 1)
        circuit.cx(k + 1, k)
    for k in range(n):
        circuit.p(2 * math.pi * k / n, k)
    return circuit
