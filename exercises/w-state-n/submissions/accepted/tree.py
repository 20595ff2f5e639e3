# reason: accepted
# Divides the excitation along a tree, with a global phase.
import math

from qiskit import QuantumCircuit


def divide(circuit, qubits):
    # The excitation is on qubits[0]; it is shared with the second half.
    if len(qubits) == 1:
        return
    middle = (len(qubits) + 1) // 2
    first, second = qubits[:middle], qubits[middle:]
    half = math.acos(math.sqrt(len(first) / len(qubits)))
    circuit.ry(-half, second[0])
    circuit.cz(first[0], second[0])
    circuit.ry(half, second[0])
    circuit.cx(second[0], first[0])
    divide(circuit, first)
    divide(circuit, second)


def answer(n):
    circuit = QuantumCircuit(n, global_phase=1.0)
    circuit.x(0)
    divide(circuit, list(range(n)))
    return circuit
