# reason: keys
# The spaces are counted as qubits.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        short = "".join(key[::-1][qubit] for qubit in reversed(qubits))
        result[short] = result.get(short, 0) + number
    return result
