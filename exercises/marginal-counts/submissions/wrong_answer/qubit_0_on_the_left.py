# reason: value
# The keys are read from the wrong end.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")
        short = "".join(bits[qubit] for qubit in reversed(qubits))
        result[short] = result.get(short, 0) + number
    return result
