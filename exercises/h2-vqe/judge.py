"""Hamiltonian of h2-vqe: electronic part of H2 at 0.735 angstrom, STO-3G, parity mapping.

Labels read q1 q0. The lowest eigenvalue is -1.8572750 Ha.
"""

from qiskit.quantum_info import SparsePauliOp

TERMS = (
    ("II", -1.052373245773),
    ("IZ", 0.397937424843),
    ("ZI", -0.397937424843),
    ("ZZ", -0.011280104256),
    ("XX", 0.180931199784),
)


def operator():
    return SparsePauliOp.from_list(list(TERMS))
