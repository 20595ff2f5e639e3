# reason: accepted
# A defaultdict; negative indices, built from the right.
from collections import defaultdict


def answer(counts, qubits):
    result = defaultdict(int)
    for key, number in counts.items():
        bits = "".join(key.split())
        short = ""
        for qubit in qubits:
            short = bits[-1 - qubit] + short
        result[short] += number
    return result
