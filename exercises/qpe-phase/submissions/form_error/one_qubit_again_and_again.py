# reason: measurement
# One counting qubit, measured and reset for each bit.
from math import pi

from qiskit import QuantumCircuit


def answer(u, t):
    circuit = QuantumCircuit(2, t)
    circuit.x(1)
    for bit in range(t):
        circuit.reset(0)
        circuit.h(0)
        circuit.append(u.power(2 ** (t - 1 - bit)).control(), [0, 1])
        for known in range(bit):
            with circuit.if_test((known, 1)):
                circuit.p(-pi / 2 ** (bit - known), 0)
        circuit.h(0)
        circuit.measure(0, bit)
    return circuit
