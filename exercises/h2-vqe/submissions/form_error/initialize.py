# reason: forbidden-op
# Diagonalises and loads the eigenvector.
import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import SparsePauliOp

hamiltonian = SparsePauliOp(
    ["II", "IZ", "ZI", "ZZ", "XX"], [-1.052373, 0.397937, -0.397937, -0.011280, 0.180931]
)
_, vectors = np.linalg.eigh(hamiltonian.to_matrix())
answer = QuantumCircuit(2)
answer.initialize(vectors[:, 0])
