# reason: starter
from qiskit import QuantumCircuit


def answer(label):
    circuit = QuantumCircuit(len(label))
    # Go through the characters; the last one is q0.
    raise NotImplementedError()
    return circuit
