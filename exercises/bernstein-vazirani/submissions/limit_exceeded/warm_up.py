# reason: queries
# Two uses on basis states before the real one: they change nothing, and count.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    circuit.append(oracle, range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    return circuit
