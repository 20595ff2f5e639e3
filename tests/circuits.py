"""Circuits that many tests start from."""

from qiskit import QuantumCircuit


def bell() -> QuantumCircuit:
    return ghz(2)


def ghz(num_qubits: int) -> QuantumCircuit:
    """H, then CX from each qubit to the next."""
    circuit = QuantumCircuit(num_qubits)
    circuit.h(0)
    for qubit in range(num_qubits - 1):
        circuit.cx(qubit, qubit + 1)
    return circuit
