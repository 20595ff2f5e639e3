# reason: accepted
# Qiskit's marginal_distribution keeps the order of the list (marginal_counts does not).
from qiskit.result import marginal_distribution


def answer(counts, qubits):
    plain = {key.replace(" ", ""): number for key, number in counts.items()}
    return marginal_distribution(plain, qubits)
