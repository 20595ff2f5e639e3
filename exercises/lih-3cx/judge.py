"""Hamiltonian of lih-3cx: LiH in four qubits, frozen in lih.json.

1.5474 angstrom, STO-3G, frozen core, orbitals 3 and 4 removed, parity mapping reduced by two
qubits. Labels read q3 q2 q1 q0. The lowest eigenvalue is -1.0887060 Ha; a constant of
-6.792755 Ha (nuclei and core) belongs to the molecule and is no part of the operator.
"""

import json
from pathlib import Path

from qiskit.quantum_info import SparsePauliOp


def operator():
    data = json.loads((Path(__file__).parent / "lih.json").read_text(encoding="utf-8"))
    return SparsePauliOp.from_list(list(data["terms"].items()))
