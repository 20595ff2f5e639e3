# reason: accepted
# Each group is a numpy array of texts: the same as a list of them.
import numpy as np
from qiskit.quantum_info import PauliList

PARTS = ["II", "IX", "IZ", "XI", "XX", "XZ", "YY", "ZI", "ZX", "ZZ"]
LABELS = PauliList([left + right for left in PARTS for right in PARTS])
answer = [np.array(group.to_labels()) for group in LABELS.group_commuting(qubit_wise=True)]
