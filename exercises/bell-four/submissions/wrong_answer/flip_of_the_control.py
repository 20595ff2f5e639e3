# reason: relative-phase
# x goes to q1 before the h, where it makes a minus and no flip, and z undoes it.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    if x != z:
        circuit.x(1)
    if x:
        circuit.x(0)
    circuit.h(1)
    circuit.cx(1, 0)
    return circuit
