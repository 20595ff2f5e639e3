# reason: starter
from qiskit import QuantumCircuit


def answer(n):
    raise NotImplementedError()
