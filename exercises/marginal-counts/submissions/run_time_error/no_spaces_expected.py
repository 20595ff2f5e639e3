# reason: call-error
# int() does not take spaces.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        value = int(key, 2)
        short = "".join(str(value >> qubit & 1) for qubit in reversed(qubits))
        result[short] = result.get(short, 0) + number
    return result
