# reason: accepted
# As in textbooks: cry and cx, 3(n - 1) gates, exactly at the limit.
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(0)
    for k in range(n - 1):
        circuit.cry(2 * math.acos(math.sqrt(1 / (n - k))), k, k + 1)
        circuit.cx(k + 1, k)
    return circuit
