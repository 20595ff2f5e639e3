# reason: keys
# Every possible key appears, also with 0.
from itertools import product


def answer(counts, qubits):
    result = {"".join(bits): 0 for bits in product("01", repeat=len(qubits))}
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        result["".join(bits[qubit] for qubit in reversed(qubits))] += number
    return result
