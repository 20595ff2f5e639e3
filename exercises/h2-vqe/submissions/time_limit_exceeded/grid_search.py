# reason: time
# A grid of 500 points for each of six angles.
from itertools import product

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

hamiltonian = SparsePauliOp(
    ["II", "IZ", "ZI", "ZZ", "XX"], [-1.052373, 0.397937, -0.397937, -0.011280, 0.180931]
)


def ansatz(angles):
    circuit = QuantumCircuit(2)
    for qubit in (0, 1):
        circuit.ry(angles[qubit], qubit)
    circuit.cx(0, 1)
    for qubit in (0, 1):
        circuit.ry(angles[2 + qubit], qubit)
        circuit.rz(angles[4 + qubit], qubit)
    return circuit


grid = np.linspace(-np.pi, np.pi, 500)
best = min(
    product(grid, repeat=6),
    key=lambda angles: Statevector(ansatz(angles)).expectation_value(hamiltonian).real,
)
answer = ansatz(best)
