# reason: value
# Keeps only the shots in which all other qubits are 0.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        if any(bit == "1" for place, bit in enumerate(bits) if place not in qubits):
            continue
        short = "".join(bits[qubit] for qubit in reversed(qubits))
        result[short] = result.get(short, 0) + number
    return result
