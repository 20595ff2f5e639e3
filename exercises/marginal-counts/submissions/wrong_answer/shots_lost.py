# reason: value
# The last long key wins; the counts before it are lost.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        result["".join(bits[qubit] for qubit in reversed(qubits))] = number
    return result
