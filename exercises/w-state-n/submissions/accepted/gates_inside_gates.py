# reason: accepted
# The gate for n qubits holds the one for n - 1 qubits, two definitions each: 16 deep for n = 8.
from math import acos, sqrt

from qiskit import QuantumCircuit


def step(n):
    inner = QuantumCircuit(2, name="rotate")
    inner.cry(2 * acos(sqrt(1 / n)), 0, 1)
    gate = QuantumCircuit(2, name="step")
    gate.append(inner.to_gate(), [0, 1])
    gate.cx(1, 0)
    return gate.to_gate()


def spread(n):
    inner = QuantumCircuit(n, name="rest")
    inner.append(step(n), [0, 1])
    if n > 2:
        inner.append(spread(n - 1), range(1, n))
    gate = QuantumCircuit(n, name="spread")
    gate.append(inner.to_gate(), range(n))
    return gate.to_gate()


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(0)
    circuit.append(spread(n), range(n))
    return circuit
