# reason: accepted
# Qiskit's own grouping. The coefficients do not matter.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

from qiskit.quantum_info import PauliList

answer = [group.to_labels() for group in PauliList(LABELS).group_commuting(qubit_wise=True)]
