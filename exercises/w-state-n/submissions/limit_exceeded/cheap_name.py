# reason: n2q
# A gate called `x` that hides two-qubit gates.
import math

from qiskit import QuantumCircuit


def answer(n):
    detour = QuantumCircuit(2, name="x")
    for _ in range(12):
        detour.swap(0, 1)
    circuit = QuantumCircuit(n)
    circuit.append(detour.to_gate(), [0, 1])
    circuit.x(0)
    for k in range(n - 1):
        half = math.acos(math.sqrt(1 / (n - k)))
        circuit.ry(-half, k + 1)
        circuit.cz(k, k + 1)
        circuit.ry(half, k + 1)
        circuit.cx(k + 1, k)
    return circuit
