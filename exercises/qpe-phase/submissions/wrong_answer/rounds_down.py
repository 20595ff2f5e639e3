# reason: unlikely
# A phase of -2 pi 0.3/2^t is added, as if m were to be rounded down: near miss for exact phases,
# wrong between two values.
from math import pi

from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate


def answer(u, t):
    circuit = QuantumCircuit(t + 1, t)
    circuit.x(t)
    circuit.h(range(t))
    for j in range(t):
        circuit.append(u.power(2**j).control(), [j, t])
        circuit.p(-2 * pi * 0.45 * 2**j / 2**t, j)
    circuit.append(QFTGate(t).inverse(), range(t))
    circuit.measure(range(t), range(t))
    return circuit
