# reason: accepted
# The powers the other way round, so that the transform needs no swaps; rotations one by one.
from math import pi

from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister


def answer(u, t):
    count, target, m = QuantumRegister(t, "count"), QuantumRegister(1, "u"), ClassicalRegister(t)
    circuit = QuantumCircuit(target, count, m)
    circuit.x(target)
    circuit.h(count)
    for j in range(t):
        circuit.append(u.power(2 ** (t - 1 - j)).control(), [count[j], target[0]])
    for high in range(t):
        for low in range(high):
            circuit.cp(-pi / 2 ** (high - low), count[low], count[high])
        circuit.h(count[high])
    circuit.measure(count, m)
    return circuit
