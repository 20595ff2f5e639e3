# reason: fidelity
# Another famous state.
import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    circuit.h(0)
    for k in range(n - 1):
        circuit.cx(k, k + 1)
    return circuit
