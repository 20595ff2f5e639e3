# reason: queries
# Classical: f at x and at x with one bit more, whose sum is that bit of s. 2n uses.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    for qubit in range(n):
        circuit.append(oracle, range(n + 1))
        circuit.x(qubit)
        circuit.append(oracle, range(n + 1))
        circuit.x(qubit)
        circuit.swap(qubit, n)
    circuit.measure(range(n), range(n))
    return circuit
