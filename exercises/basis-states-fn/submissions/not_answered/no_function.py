# reason: no-answer
from qiskit import QuantumCircuit


def prepare(label):
    return QuantumCircuit(len(label))
