"""W states on 2 to 8 qubits, each asked once, in an order that is drawn."""

import numpy as np

from grader.judge.task import Case
from grader.limits import Limits

SIZES = range(2, 9)


def case(size):
    state = np.zeros(1 << size)
    state[[1 << qubit for qubit in range(size)]] = size**-0.5
    return Case(label=f"answer({size})", args=(size,), expected=state)


def public_cases():
    """All sizes: there is nothing to hide but the order, and practice then shows the true cost."""
    return [case(size) for size in SIZES]


def cases(rng):
    return [case(int(size)) for size in rng.permutation(SIZES)]


def limits(case):
    return Limits(n2q=3 * (case.args[0] - 1))
