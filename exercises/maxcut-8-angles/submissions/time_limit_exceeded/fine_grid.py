# reason: time
# A grid of 100 points per angle.
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp, Statevector

EDGES = [(0, 3), (0, 5), (0, 6), (1, 2), (1, 3), (1, 4)]
EDGES += [(2, 4), (2, 5), (3, 6), (4, 7), (5, 7), (6, 7)]
CUT = SparsePauliOp.from_sparse_list(
    [("", [], 6.0)] + [("ZZ", list(edge), -0.5) for edge in EDGES], num_qubits=8
)


def ratio(gamma1, gamma2, beta1, beta2):
    circuit = QuantumCircuit(8)
    circuit.h(range(8))
    for gamma, beta in ((gamma1, beta1), (gamma2, beta2)):
        for edge in EDGES:
            circuit.rzz(gamma, *edge)
        circuit.rx(2 * beta, range(8))
    return Statevector(circuit).expectation_value(CUT).real / 10


from itertools import product

import numpy as np

grid = np.linspace(-np.pi / 2, np.pi / 2, 100)
answer = list(max(product(grid, repeat=4), key=lambda v: ratio(*v)))
