# reason: accepted
# Qiskit's own Counts is as good as a dict.
from qiskit.result import Counts


def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        short = "".join(bits[qubit] for qubit in qubits)[::-1]
        result[short] = result.get(short, 0) + number
    return Counts(result)
