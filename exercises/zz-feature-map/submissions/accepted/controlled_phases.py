# reason: accepted
# The parity by arithmetic: phase(a xor b) = phase(a) + phase(b) - 2 phase(ab).
from math import pi

from qiskit import QuantumCircuit


def answer(x):
    size = len(x)
    layer = QuantumCircuit(size)
    layer.h(range(size))
    phases = [2 * value for value in x]
    for i, j in zip(range(size), range(1, size)):
        angle = 2 * (pi - x[i]) * (pi - x[j])
        phases[i] += angle
        phases[j] += angle
        layer.cp(-2 * angle, i, j)
    for qubit, angle in enumerate(phases):
        layer.p(angle, qubit)
    return layer.repeat(2).decompose()
