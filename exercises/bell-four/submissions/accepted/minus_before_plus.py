# reason: accepted
# For z = 1 the minus stands on the first term, which is the same state; for x = 1 the control
# waits for 0.
from math import pi

from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.ry(pi / 2, 1)
    circuit.cx(1, 0, ctrl_state=1 - x)
    if z:
        circuit.x(1)
        circuit.z(1)
        circuit.x(1)
    return circuit
