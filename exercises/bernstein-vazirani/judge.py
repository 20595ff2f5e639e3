"""Cases of bernstein-vazirani: strings s with an offset b; the oracle computes s.x + b."""

from qiskit import QuantumCircuit

from grader.judge.task import Case, Likely, Oracle
from grader.limits import Limits

PUBLIC = (("1", 0), ("01", 1), ("110", 0), ("0000", 1), ("10010", 1))


def public_cases():
    return [case(s, b, f"n = {len(s)}, s = {s}, b = {b}") for s, b in PUBLIC]


def cases(rng):
    """Draw two strings of each n from 1 to 10, one of all of them 0; offsets 0 and 1 for each n."""
    strings = [draw(rng, n) for n in range(1, 11) for _ in range(2)]
    zero = int(rng.integers(4, 20))
    strings[zero] = "0" * len(strings[zero])
    offsets = [bit for _ in range(10) for bit in rng.permutation(2)]
    return [
        case(s, int(b), name_of(number, len(s)))
        for number, (s, b) in enumerate(zip(strings, offsets, strict=True), 1)
    ]


def draw(rng, n):
    while True:
        s = "".join(rng.choice(["0", "1"], size=n))
        if (n == 1 and s == "1") or s != s[::-1]:
            return s


def name_of(number, n):
    return {"en": f"hidden function {number} (n = {n})", "ja": f"非公開の関数{number}（n = {n}）"}


def case(s, b, label):
    n = len(s)
    circuit = QuantumCircuit(n + 1)
    for qubit, bit in enumerate(reversed(s)):
        if bit == "1":
            circuit.cx(qubit, n)
    if b:
        circuit.x(n)
    expected = Likely(outcomes=(s,), at_least=0.999)
    return Case(label=label, args=(Oracle("oracle", circuit), n), expected=expected)


def limits(case):
    return Limits(queries=1, qubits=case.args[1] + 1)
