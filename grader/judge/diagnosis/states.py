"""Say how a prepared state differs from the one that was asked for."""

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations
from typing import Any

import numpy as np

from grader.judge.diagnosis.phases import odd_phase
from grader.judge.diagnosis.wording import angle, exchanged, ket, percent, qubits
from grader.judge.finding import Finding, wrong
from grader.judge.program import Matrix

__all__ = ["NEAR", "bars", "fidelity", "is_alone", "reorder", "wrong_state"]

_CLOSE = 1e-6
NEAR = 0.99
"""From this fidelity on, a slightly wrong angle is the likely cause."""
_ALL_PERMUTATIONS = 5
_BARS = 16


def fidelity(observed: Matrix, expected: Matrix) -> float:
    """Return the squared overlap of two state vectors."""
    return float(abs(np.vdot(expected, observed)) ** 2)


def wrong_state(observed: Matrix, expected: Matrix, method: str) -> Finding:
    """Name the difference between two pure states of the same width.

    Tried in this order: reversed bit order, relative phase, other permutations of the qubits,
    flipped qubits, missing entanglement, basis states that should not occur, weights.
    """
    num_qubits = len(expected).bit_length() - 1
    overlap = fidelity(observed, expected)
    shown = bars(observed, expected, num_qubits)
    common: dict[str, Any] = {"fidelity": percent(overlap)}
    reverse = tuple(reversed(range(num_qubits)))
    if fidelity(reorder(observed, reverse), expected) > 1 - _CLOSE:
        index = int(np.argmax(abs(expected) - abs(observed)))
        return wrong("bit-order", method, shown, **common, state=ket(index, num_qubits))
    if float(abs(observed) @ abs(expected)) ** 2 > 1 - _CLOSE:
        return _wrong_phase(observed, expected, method, common)
    return wrong("fidelity", method, shown, **common, **_pattern(observed, expected, num_qubits))


def _wrong_phase(
    observed: Matrix, expected: Matrix, method: str, common: Mapping[str, Any]
) -> Finding:
    num_qubits = len(expected).bit_length() - 1
    present = np.flatnonzero(abs(expected) > 1e-4)
    ratios = (observed[present] / expected[present]) / abs(observed[present] / expected[present])
    aligned, agreeing, off = odd_phase(ratios)
    anchor, index = int(present[agreeing]), int(present[off])
    pattern = {}
    if fidelity(observed, expected) > NEAR:
        pattern["pattern"] = "close"
    elif fidelity(observed.conj(), expected) > 1 - _CLOSE:
        pattern["pattern"] = "conjugate"
    elif abs(aligned[off] + 1) < 1e-3:
        pattern["pattern"] = "minus"
    picture = {
        "kind": "phases",
        "labels": [ket(int(i), num_qubits) for i in present[:_BARS]],
        "expected": _degrees(expected[present[:_BARS]] / _phase(expected[anchor])),
        "observed": _degrees(observed[present[:_BARS]] / _phase(observed[anchor])),
    }
    return wrong(
        "relative-phase",
        method,
        picture,
        **common,
        **pattern,
        state=ket(index, num_qubits),
        anchor=ket(anchor, num_qubits),
        angle=angle(float(np.angle(aligned[off]))),
    )


def _phase(value: complex) -> complex:
    return value / abs(value)


def _degrees(values: Matrix) -> list[int]:
    # -180 and 180 degrees are one phase; a tiny imaginary part must not choose between them.
    return [180 if round(float(a)) == -180 else round(float(a)) for a in np.angle(values, deg=True)]


def _pattern(observed: Matrix, expected: Matrix, num_qubits: int) -> dict[str, Any]:
    for order in _orders(num_qubits):
        if fidelity(reorder(observed, order), expected) > 1 - _CLOSE:
            return {"pattern": "permuted", "exchange": exchanged(order)}
    mask = _flip(observed, expected)
    if mask is not None:
        which = [qubit for qubit in range(num_qubits) if mask >> qubit & 1]
        return {"pattern": "flipped", "qubits": qubits(which)}
    weights, wanted = abs(observed) ** 2, abs(expected) ** 2
    index = int(np.argmax(abs(weights - wanted)))
    where = {
        "state": ket(index, num_qubits),
        "expected": percent(float(wanted[index])),
        "observed": percent(float(weights[index])),
    }
    loose = [qubit for qubit in range(num_qubits) if is_alone(observed, qubit)]
    needed = [qubit for qubit in loose if not is_alone(expected, qubit)]
    if needed:
        return {"pattern": "product", "qubits": qubits(needed), **where}
    if fidelity(observed, expected) > NEAR:
        return {"pattern": "close", **where}
    extra = np.flatnonzero((weights > 1e-6) & (wanted < 1e-9))
    if len(extra):
        worst = int(extra[np.argmax(weights[extra])])
        where |= {"state": ket(worst, num_qubits), "expected": "0 %"}
        return {"pattern": "support", **where, "observed": percent(float(weights[worst]))}
    return {"pattern": "weights", **where}


def _orders(num_qubits: int) -> Iterator[tuple[int, ...]]:
    if num_qubits <= _ALL_PERMUTATIONS:
        yield from simplest_first(num_qubits)
        return
    for one, two in combinations(range(num_qubits), 2):
        order = list(range(num_qubits))
        order[one], order[two] = two, one
        yield tuple(order)


def simplest_first(num_qubits: int) -> list[tuple[int, ...]]:
    """Return all permutations of the qubits, those that move few of them first."""

    def moved(order: tuple[int, ...]) -> int:
        return sum(place != qubit for qubit, place in enumerate(order))

    return sorted(permutations(range(num_qubits)), key=moved)


def reorder(state: Matrix, order: tuple[int, ...]) -> Matrix:
    """Return the state with qubit ``q`` renamed to ``order[q]``."""
    num_qubits = len(order)
    tensor = state.reshape((2,) * num_qubits)
    axes = [0] * num_qubits
    for qubit, place in enumerate(order):
        axes[num_qubits - 1 - place] = num_qubits - 1 - qubit
    return tensor.transpose(axes).reshape(-1)


def _flip(observed: Matrix, expected: Matrix) -> int | None:
    """Return the mask of flipped qubits if that is the only difference."""
    top = int(np.argmax(abs(expected)))
    indices = np.arange(len(expected))
    candidates = np.flatnonzero(abs(observed) > abs(observed).max() - 1e-6)
    for mask in sorted((int(found) ^ top for found in candidates[:32]), key=int.bit_count):
        if mask and fidelity(observed[indices ^ mask], expected) > 1 - _CLOSE:
            return mask
    return None


def is_alone(state: Matrix, qubit: int) -> bool:
    """Whether a qubit is in a product with the rest."""
    num_qubits = len(state).bit_length() - 1
    tensor = np.moveaxis(state.reshape((2,) * num_qubits), num_qubits - 1 - qubit, 0)
    rows = tensor.reshape(2, -1)
    return bool(np.linalg.svd(rows, compute_uv=False)[-1] < 1e-4)


def bars(observed: Matrix, expected: Matrix, num_qubits: int) -> dict[str, Any]:
    """Return the data of a bar chart of probabilities, at most 16 bars, where they differ most."""
    weights, wanted = abs(observed) ** 2, abs(expected) ** 2
    if len(weights) > _BARS:
        order = np.argsort(-(abs(weights - wanted) + 1e-3 * np.maximum(weights, wanted)))
        shown = np.sort(order[:_BARS])
    else:
        shown = np.arange(len(weights))
    return {
        "kind": "bars",
        "labels": [ket(int(index), num_qubits) for index in shown],
        "expected": [round(float(wanted[index]), 4) for index in shown],
        "observed": [round(float(weights[index]), 4) for index in shown],
    }
