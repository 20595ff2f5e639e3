# reason: n2q
# 3n - 2 gates: a cx that does nothing (q0 is in 0 there).
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.cx(0, 1)
    circuit.x(0)
    for k in range(n - 1):
        circuit.cry(2 * math.acos(math.sqrt(1 / (n - k))), k, k + 1)
        circuit.cx(k + 1, k)
    return circuit
