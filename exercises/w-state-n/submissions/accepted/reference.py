# reason: accepted
# 2n - 3 two-qubit gates.
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(0)
    share = 1 / n
    for k in range(n - 1):
        left = 1 - k * share
        half = math.acos(math.sqrt(share / left))
        if k == 0:
            circuit.ry(2 * half, 1)
        else:
            circuit.ry(-half, k + 1)
            circuit.cz(k, k + 1)
            circuit.ry(half, k + 1)
        circuit.cx(k + 1, k)
    return circuit
