# reason: starter
from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    # Prepare the registers, use the oracle once, and read s from the first n qubits.
    raise NotImplementedError()
    return circuit
