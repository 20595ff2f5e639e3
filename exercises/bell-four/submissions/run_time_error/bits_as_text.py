# reason: call-error
# The arguments are numbers, not characters.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    for qubit, bit in enumerate(x + z):
        if bit == "1":
            circuit.x(qubit)
    return circuit
