"""Target of bell-pair: (00 + 11)/sqrt(2)."""

import numpy as np


def target():
    return np.array([1, 0, 0, 1]) / np.sqrt(2)
