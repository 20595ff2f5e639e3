# reason: accepted
# A Counter, turned into a plain dict; negative indices, built from the right.
from collections import Counter


def answer(counts, qubits):
    result = Counter()
    for key, number in counts.items():
        bits = "".join(key.split())
        short = ""
        for qubit in qubits:
            short = bits[-1 - qubit] + short
        result[short] += number
    return dict(result)
