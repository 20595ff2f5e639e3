# reason: accepted
# Whole numbers that happen to be floats.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")
        short = "".join(bits[len(bits) - 1 - qubit] for qubit in qubits[::-1])
        result[short] = result.get(short, 0.0) + number
    return result
