"""Target of ghz-64-torino: (0...0 + 1...1)/sqrt(2) on 64 logical qubits."""

from qiskit import QuantumCircuit


def target():
    circuit = QuantumCircuit(64)
    circuit.h(0)
    for qubit in range(63):
        circuit.cx(qubit, qubit + 1)
    return circuit
