# reason: relative-phase
# The phase is off by 0.0021 where z is 1: 1 - F is 1.1e-6.
from math import pi

from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    circuit.h(1)
    circuit.cx(1, 0)
    if x:
        circuit.x(0)
    if z:
        circuit.p(pi + 0.0021, 1)
    return circuit
