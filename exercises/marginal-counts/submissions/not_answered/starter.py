# reason: starter
def answer(counts, qubits):
    result = {}
    # For each key: pick the characters of these qubits, and add its count to the short key.
    raise NotImplementedError()
    return result
