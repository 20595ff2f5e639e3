"""Target of s-strict: S = diag(1, i), compared with its global phase."""

import numpy as np


def target():
    return np.diag([1, 1j])
