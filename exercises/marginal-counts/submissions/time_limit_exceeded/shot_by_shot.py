# reason: call-time
# Right, but it walks through every single shot, up to a thousand million of them.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        short = "".join(bits[qubit] for qubit in reversed(qubits))
        for _ in range(number):
            result[short] = result.get(short, 0) + 1
    return result
