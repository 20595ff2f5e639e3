# reason: call-error
from qiskit import QuantumCircuit


def answer(label, n):
    return QuantumCircuit(n)
