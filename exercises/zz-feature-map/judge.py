"""Cases of zz-feature-map: vectors of 2 to 5 numbers between -pi and 2 pi, four of each length.

The encoding has no period in x. Three of four vectors hold numbers below 0 and above pi, so that a
function which wraps or clips its input fails on every draw.
"""

from itertools import pairwise
from math import pi

from qiskit import QuantumCircuit

from grader.judge.task import Case
from grader.limits import Limits

PUBLIC = ((0.5, 1.0), (2.0, 0.3, 1.2), (-0.7, 4.0, 1.9, 0.4))


def feature_map(x):
    """Return the encoding, with each pair's phase written as a rotation about ZZ."""
    circuit = QuantumCircuit(len(x))
    for _ in range(2):
        circuit.h(range(len(x)))
        for qubit, value in enumerate(x):
            circuit.rz(2 * value, qubit)
        for low, (one, other) in enumerate(pairwise(x)):
            circuit.rzz(2 * (pi - one) * (pi - other), low, low + 1)
    return circuit


def case(x, name):
    return Case(label=name, args=(list(x),), expected=feature_map(x))


def public_cases():
    return [case(x, f"answer({list(x)})") for x in PUBLIC]


def cases(rng):
    """Draw four vectors of each length; in three of them the ends lie outside [0, pi]."""
    vectors = []
    for length in range(2, 6):
        for wide in (False, True, True, True):
            x = rng.uniform(-pi, 2 * pi, size=length)
            if wide:
                x[0], x[-1] = rng.uniform(-pi, -0.3), rng.uniform(pi + 0.3, 2 * pi)
            vectors.append([float(value) for value in x])
    return [case(x, name_of(number, len(x))) for number, x in enumerate(vectors, 1)]


def name_of(number, length):
    return {
        "en": f"hidden vector {number} (length {length})",
        "ja": f"非公開のベクトル{number}（長さ{length}）",
    }


def limits(case):
    return Limits(n2q=4 * (len(case.args[0]) - 1))
