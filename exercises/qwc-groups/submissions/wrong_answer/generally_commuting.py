# reason: rule
# Groups of words that commute as a whole: fewer, but not measurable qubit by qubit.
PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = [left + right for left in PARTS for right in PARTS]

from qiskit.quantum_info import PauliList

answer = [group.to_labels() for group in PauliList(LABELS).group_commuting()]
