"""Cases of marginal-counts: counts of 2 to 12 qubits, and some of the qubits in any order."""

from itertools import pairwise, product

from grader.judge.task import Case

SIZES = range(2, 13)
MOST_SHOTS = 1_000_000_000
PUBLIC = (
    ({"00": 470, "01": 290, "10": 150, "11": 90}, [1, 0]),
    (
        {"0 00": 90, "0 01": 80, "0 10": 70, "0 11": 60}
        | {"1 00": 50, "1 01": 40, "1 10": 30, "1 11": 20},
        [2, 0],
    ),
    ({"0 01 10": 412, "1 10 01": 588}, [4, 1, 3]),
)


def marginal(counts, qubits):
    result = {}
    for key, number in counts.items():
        bits = key.replace(" ", "")
        short = "".join(bits[len(bits) - 1 - qubit] for qubit in reversed(qubits))
        result[short] = result.get(short, 0) + number
    return result


def case(counts, qubits, name):
    return Case(label=name, args=(counts, qubits), expected=marginal(counts, qubits))


def public_cases():
    return [
        case(counts, qubits, f"{number}, qubits = {qubits}")
        for number, (counts, qubits) in enumerate(PUBLIC, 1)
    ]


def cases(rng):
    """Draw two dicts of each size: first all with many outcomes, then all with few.

    With many outcomes every short key occurs, so that a mistake shows in the numbers; with few,
    keys that do not occur must be left out. Every other dict has spaces in its keys.
    """
    drawn = [dense(rng, size) for size in SIZES] + [sparse(rng, size) for size in SIZES]
    return [
        case(spaced(rng, counts) if number % 2 else counts, qubits, name_of(number, qubits, counts))
        for number, (counts, qubits) in enumerate(drawn, 1)
    ]


def dense(rng, size):
    kept = min(size, 3)
    while True:
        qubits = unordered(rng, size, kept)
        if size <= 5:
            keys = ["".join(bits) for bits in product("01", repeat=size)]
        else:
            keys = sorted({"".join(rng.choice(["0", "1"], size)) for _ in range(80)})
        most = MOST_SHOTS // len(keys) if size == max(SIZES) else 1000
        counts = {key: int(rng.integers(1, most)) for key in keys}
        if len(marginal(counts, qubits)) == 2**kept and tells_apart(counts, qubits):
            return shuffled(rng, counts), qubits


def sparse(rng, size):
    """Draw a few outcomes and more of the qubits, up to all of them."""
    while True:
        qubits = unordered(rng, size, int(rng.integers(2, size + 1)))
        keys = {"".join(rng.choice(["0", "1"], size)) for _ in range(6)}
        counts = {key: int(rng.integers(1, 1000)) for key in sorted(keys)}
        short = marginal(counts, qubits)
        if 1 < len(short) < 2 ** len(qubits) and tells_apart(counts, qubits):
            return shuffled(rng, counts), qubits


def tells_apart(counts, qubits):
    """Whether each way to get the order wrong gives another result."""
    size = len(next(iter(counts)))
    mirrored = [size - 1 - qubit for qubit in qubits]
    wrong = (qubits[::-1], sorted(qubits), sorted(qubits)[::-1], mirrored, mirrored[::-1])
    right = marginal(counts, qubits)
    return all(marginal(counts, other) != right for other in wrong if other != qubits)


def unordered(rng, size, kept):
    """Draw different qubits, the last one among them, not in ascending order."""
    while True:
        qubits = [int(qubit) for qubit in rng.permutation(size)[:kept]]
        if size - 1 in qubits and qubits != sorted(qubits):
            return qubits


def shuffled(rng, counts):
    keys = list(counts)
    return {keys[place]: counts[keys[place]] for place in rng.permutation(len(keys))}


def spaced(rng, counts):
    """Put spaces between registers, at the same places in every key."""
    size = len(next(iter(counts)))
    cuts = [place for place in range(1, size) if rng.random() < 0.4] or [1]
    places = [0, *cuts, size]
    return {
        " ".join(key[one:other] for one, other in pairwise(places)): number
        for key, number in counts.items()
    }


def name_of(number, qubits, counts):
    size = len(next(iter(counts)))
    return {
        "en": f"hidden dict {number} ({size} qubits, {len(qubits)} kept)",
        "ja": f"非公開の辞書{number}（{size}量子ビット中{len(qubits)}個）",
    }
