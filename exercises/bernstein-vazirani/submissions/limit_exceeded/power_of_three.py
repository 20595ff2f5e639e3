# reason: queries
# An odd power acts as the oracle, and is three uses under one name.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(oracle.power(3), range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit
