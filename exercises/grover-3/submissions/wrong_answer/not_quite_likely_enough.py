# reason: unlikely
# The same as the right one with a larger error at the end: P = 0.939.
from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle, range(3))
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.ccz(0, 1, 2)
        circuit.x(range(3))
        circuit.h(range(3))
    circuit.ry(0.11, 0)
    return circuit
