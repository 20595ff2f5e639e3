# reason: value
# Sums in single precision: off by a few shots in a thousand million.
import numpy as np


def answer(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        short = "".join(bits[qubit] for qubit in reversed(qubits))
        result[short] = np.float32(result.get(short, 0) + np.float32(number))
    return {short: int(total) for short, total in result.items()}
