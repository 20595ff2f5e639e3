# reason: starter
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    # Two rounds of Grover's search: the oracle, then the reflection about the superposition.
    raise NotImplementedError()
    return circuit
