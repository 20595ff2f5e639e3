# reason: starter
from collections import Counter


def answer(counts, qubits):
    result = Counter()
    # For each key: pick the characters of these qubits, and add its count to the short key.
    raise NotImplementedError()
    return result
