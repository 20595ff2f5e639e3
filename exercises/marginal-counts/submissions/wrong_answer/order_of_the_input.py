# reason: value
# The characters stay in the order of the long key, whatever the list says.
def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")
        last = len(bits) - 1
        short = "".join(bit for place, bit in enumerate(bits) if last - place in qubits)
        result[short] = result.get(short, 0) + number
    return result
