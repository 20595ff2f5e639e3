"""Cases of basis-states-fn: labels over 0 1 + - r l, each with the amplitudes of its state."""

from qiskit.quantum_info import Statevector

from grader.judge.task import Case
from grader.limits import Limits

CHARACTERS = "01+-rl"
PUBLIC = ("0", "1+", "r1", "0-l", "+r01l-")


def case(label, name):
    return Case(label=name, args=(label,), expected=Statevector.from_label(label).data)


def public_cases():
    return [case(label, f'answer("{label}")') for label in PUBLIC]


def cases(rng):
    """Draw three labels of each length 1 to 8; from length 2 on none reads the same backwards."""
    labels = [draw(rng, length) for length in range(1, 9) for _ in range(3)]
    labels[-1] = with_all_characters(rng)
    return [case(label, name_of(number, len(label))) for number, label in enumerate(labels, 1)]


def draw(rng, length):
    while True:
        label = "".join(rng.choice(list(CHARACTERS), size=length))
        if length == 1 or label != label[::-1]:
            return label


def with_all_characters(rng):
    while True:
        extra = rng.choice(list(CHARACTERS), size=2)
        label = "".join(rng.permutation([*CHARACTERS, *extra]))
        if label != label[::-1]:
            return label


def name_of(number, length):
    return {
        "en": f"hidden label {number} (length {length})",
        "ja": f"非公開のラベル{number}（長さ{length}）",
    }


def limits(case):
    return Limits(n1q=7 * len(case.args[0]))
