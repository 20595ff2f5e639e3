# reason: accepted
# Keys as integers, bits by shifts; sums as numpy numbers.
import numpy as np


def answer(counts, qubits):
    keys = np.array([int(key.replace(" ", ""), 2) for key in counts])
    numbers = np.array(list(counts.values()))
    short = sum(((keys >> qubit) & 1) << place for place, qubit in enumerate(qubits))
    return {f"{value:0{len(qubits)}b}": numbers[short == value].sum() for value in np.unique(short)}
