# reason: measurement
# Classical, bit by bit, with one qubit that is measured and reset.
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    for qubit in range(n):
        circuit.reset(n)
        circuit.x(qubit)
        circuit.append(oracle, range(n + 1))
        circuit.x(qubit)
        circuit.measure(n, qubit)
    return circuit
