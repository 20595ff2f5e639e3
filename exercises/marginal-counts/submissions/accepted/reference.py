# reason: accepted
from collections import Counter


def answer(counts, qubits):
    result = Counter()
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        short = "".join(bits[qubit] for qubit in reversed(qubits))
        result[short] += number
    return result
