# reason: keys
# A mask of ten bits: right up to ten qubits, then keys are missing.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        value = int(key.replace(" ", ""), 2) & 0b1111111111
        short = "".join(str(value >> qubit & 1) for qubit in reversed(qubits))
        result[short] = result.get(short, 0) + number
    return result
