# reason: value
# Qiskit's marginal_counts takes the qubits in ascending order.
from qiskit.result import marginal_counts


def answer(counts, qubits):
    return marginal_counts(counts, indices=qubits)
