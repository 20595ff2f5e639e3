# reason: type
# Right, but a Counter: the statement asks for a plain dict.
from collections import Counter


def answer(counts, qubits):
    result = Counter()
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        result["".join(bits[qubit] for qubit in reversed(qubits))] += number
    return result
