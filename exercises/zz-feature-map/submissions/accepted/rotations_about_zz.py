# reason: accepted
# rzz is a phase of the parity; the pairs commute, so their order is free.
import numpy as np
from qiskit import QuantumCircuit


def answer(x):
    size = len(x)
    circuit = QuantumCircuit(size, global_phase=1.2)
    for _ in range(2):
        circuit.h(range(size))
        for qubit in reversed(range(size - 1)):
            circuit.rzz(2 * (np.pi - x[qubit]) * (np.pi - x[qubit + 1]), qubit + 1, qubit)
        for qubit in range(size):
            circuit.rz(2 * x[qubit], qubit)
    return circuit
