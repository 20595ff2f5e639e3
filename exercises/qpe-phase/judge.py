"""Cases of qpe-phase: phases of a one-qubit gate and the number of bits to estimate them with."""

from math import tau

from qiskit import QuantumCircuit

from grader.judge.task import Case, Likely, Oracle
from grader.limits import Limits

PUBLIC = ((3 / 8, 3), (0.3, 3), (11 / 16, 4), (0.0, 3))


def public_cases():
    return [case(phase, t, f"phase {phase:g}, t = {t}") for phase, t in PUBLIC]


def cases(rng):
    """Draw for each t from 3 to 6 an exact phase, one between two values, and an extreme one."""
    extremes = iter(rng.permutation(4))
    drawn = []
    for t in range(3, 7):
        drawn.append((exact(rng, t) / (1 << t), t))
        side = rng.choice([-1, 1])
        drawn.append(((exact(rng, t) + side * rng.uniform(0.2, 0.35)) / (1 << t), t))
        drawn.append((extreme(int(next(extremes)), t, rng), t))
    return [case(float(p), t, name_of(number, t)) for number, (p, t) in enumerate(drawn, 1)]


def exact(rng, t):
    """Draw an odd m that reads differently backwards: it needs every bit."""
    while True:
        m = 2 * int(rng.integers(1 << t - 1)) + 1
        label = f"{m:0{t}b}"
        if label != label[::-1]:
            return m


def extreme(kind, t, rng):
    small = rng.uniform(0.15, 0.35) / (1 << t)
    return (0.0, 1 - small, 1 - 1 / (1 << t) + small, small)[kind]


def name_of(number, t):
    return {"en": f"hidden phase {number} (t = {t})", "ja": f"非公開の位相{number}（t = {t}）"}


def case(phase, t, label):
    gate = QuantumCircuit(1)
    gate.p(tau * phase, 0)
    nearest = round(phase * (1 << t)) % (1 << t)
    expected = Likely(outcomes=(f"{nearest:0{t}b}",), most_likely=True)
    return Case(label=label, args=(Oracle("u_phase", gate), t), expected=expected)


def limits(case):
    return Limits(queries=(1 << case.args[1]) - 1)
