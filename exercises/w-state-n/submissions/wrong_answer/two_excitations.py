# reason: fidelity
# Two qubits in 1.
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    if n == 2:
        circuit.h(0)
        circuit.x(1)
        circuit.cx(0, 1)
        return circuit
    circuit.x([0, 1])
    for k in range(1, n - 1):
        half = math.acos(math.sqrt(1 / (n - k)))
        circuit.ry(-half, k + 1)
        circuit.cz(k, k + 1)
        circuit.ry(half, k + 1)
        circuit.cx(k + 1, k)
    return circuit
