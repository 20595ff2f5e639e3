# reason: type
# Pauli objects instead of labels.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

from qiskit.quantum_info import Pauli

answer = [[Pauli(label)] for label in LABELS]
