# reason: fidelity
# Angles rounded to two digits.
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(0)
    for k in range(n - 1):
        half = round(math.acos(math.sqrt(1 / (n - k))), 2)
        circuit.ry(-half, k + 1)
        circuit.cz(k, k + 1)
        circuit.ry(half, k + 1)
        circuit.cx(k + 1, k)
    return circuit
