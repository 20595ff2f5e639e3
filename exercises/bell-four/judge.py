"""Cases of bell-four: the four pairs of bits, each twice, in random order."""

import numpy as np

from grader.judge.task import Case

PAIRS = ((0, 0), (0, 1), (1, 0), (1, 1))
# In neither of these two do the bits differ, so that exchanging them stays for the hidden ones.
PUBLIC = ((0, 0), (1, 1))


def bell(x, z):
    """Return (|0 x> + (-1)^z |1 1-x>)/sqrt(2), label q1 q0."""
    amplitudes = np.zeros(4)
    amplitudes[x] = 1
    amplitudes[2 + (1 - x)] = (-1) ** z
    return amplitudes / np.sqrt(2)


def case(x, z, name):
    return Case(label=name, args=(x, z), expected=bell(x, z))


def public_cases():
    return [case(x, z, f"answer({x}, {z})") for x, z in PUBLIC]


def cases(rng):
    drawn = rng.permutation([*PAIRS, *PAIRS])
    return [
        case(int(x), int(z), {"en": f"hidden call {number}", "ja": f"非公開の呼び出し{number}"})
        for number, (x, z) in enumerate(drawn, 1)
    ]
