# reason: accepted
# The bits go in first, then h and cx turn the four basis states into the four Bell states.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2, 2)
    if z == 1:
        circuit.x(1)
    if x == 1:
        circuit.x(0)
    circuit.h(1)
    circuit.cx(1, 0)
    return circuit
