# reason: keys
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        value = int(key.replace(" ", ""), 2)
        short = sum((value >> qubit & 1) << place for place, qubit in enumerate(qubits))
        result[short] = result.get(short, 0) + number
    return result
