# reason: starter
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    # x and z are 0 or 1; q1 is the left character and carries the sign.
    raise NotImplementedError()
    return circuit
