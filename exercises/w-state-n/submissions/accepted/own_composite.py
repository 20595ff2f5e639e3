# reason: accepted
# From the other end, each step an own composite gate, with all angles negative.
import math

from qiskit import QuantumCircuit


def share(angle):
    gate = QuantumCircuit(2, name="share")
    gate.ry(angle, 1)
    gate.cz(0, 1)
    gate.ry(-angle, 1)
    gate.cx(1, 0)
    return gate.to_gate()


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.x(n - 1)
    for k in range(n - 1, 0, -1):
        circuit.append(share(-math.acos(math.sqrt(1 / (k + 1)))), [k, k - 1])
    return circuit
