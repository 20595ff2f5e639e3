# reason: relative-phase
# z on a qubit that is still 0 does nothing.
from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    if z:
        circuit.z(1)
    if x:
        circuit.x(0)
    circuit.h(1)
    circuit.cx(1, 0)
    return circuit
