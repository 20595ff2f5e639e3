"""Target of ghz-12-kawasaki: (0...0 + 1...1)/sqrt(2) on 12 logical qubits."""

import numpy as np


def target():
    state = np.zeros(2**12)
    state[[0, -1]] = 1 / np.sqrt(2)
    return state
