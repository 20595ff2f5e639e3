"""Cases of simon: functions with a hidden period, or without one, and random labels.

Within 4n + 10 uses a classical search succeeds as well for these n (2 * 2**(n/2) - 1 queries
cover all differences); the budget refuses one that tries all inputs from n = 5 on.
"""

import numpy as np
from qiskit import QuantumCircuit

from grader.judge.task import Case, Oracle, Runner
from grader.limits import Limits

PUBLIC = ("11", "110", "00", "0110")


def public_cases():
    rng = np.random.default_rng(20)
    return [case(s, rng, f"n = {len(s)}, s = {s}") for s in PUBLIC]


def cases(rng):
    """Draw three functions of each n from 2 to 6; two of the 15, of different n, have no period."""
    strings = [draw(rng, n) for n in range(2, 7) for _ in range(3)]
    for n in rng.choice(np.arange(2, 7), size=2, replace=False):
        strings[3 * (n - 2) + int(rng.integers(3))] = "0" * int(n)
    return [case(s, rng, name_of(number, len(s))) for number, s in enumerate(strings, 1)]


def draw(rng, n):
    """Draw a string with a 1; from n = 3 on one that does not read the same backwards."""
    while True:
        s = format(int(rng.integers(1, 1 << n)), f"0{n}b")
        if n == 2 or s != s[::-1]:
            return s


def name_of(number, n):
    return {"en": f"hidden function {number} (n = {n})", "ja": f"非公開の関数{number}（n = {n}）"}


def case(s, rng, label):
    values = function(int(s, 2), len(s), rng)
    oracle = Oracle("oracle", circuit_of(values, len(s)))
    return Case(label=label, args=(Runner("run"), oracle, len(s)), expected=s)


def function(period, n, rng):
    """Return the values of f: different random labels for different classes of inputs."""
    labels = iter(rng.permutation(1 << n))
    values = np.full(1 << n, -1)
    for x in range(1 << n):
        if values[x] < 0:
            values[x] = values[x ^ period] = next(labels)
    return values


def circuit_of(values, n):
    """Write each output bit as a sum of products of input bits (algebraic normal form)."""
    circuit = QuantumCircuit(2 * n)
    for bit in range(n):
        terms = values >> bit & 1
        for place in range(n):
            half = terms.reshape(-1, 2, 1 << place)
            half[:, 1] ^= half[:, 0]
        for monomial in np.flatnonzero(terms):
            controls = [place for place in range(n) if monomial >> place & 1]
            if controls:
                circuit.mcx(controls, n + bit)
            else:
                circuit.x(n + bit)
    return circuit


def limits(case):
    budget = 4 * case.args[2] + 10
    return Limits(shots=budget, queries=budget)
