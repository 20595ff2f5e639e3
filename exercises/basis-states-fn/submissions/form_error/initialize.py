# reason: forbidden-op
from qiskit import QuantumCircuit


def answer(label):
    circuit = QuantumCircuit(len(label))
    circuit.initialize(label)
    return circuit
