# reason: fidelity
# Prepares the label of the two bits, without the pair.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    if x:
        circuit.x(0)
    if z:
        circuit.x(1)
    return circuit
