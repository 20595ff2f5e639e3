"""Say how the outcomes of a circuit differ from those that were asked for."""

from collections.abc import Mapping
from typing import Any

from grader.judge.diagnosis.states import simplest_first
from grader.judge.diagnosis.wording import exchanged, number, percent
from grader.judge.finding import Finding, wrong

__all__ = ["distance", "too_rare", "wrong_distribution"]

Weights = Mapping[int, float]
_CLOSE = 1e-6
_NEAR = 0.05
_BARS = 16
_ALL_PERMUTATIONS = 5


def distance(one: Weights, two: Weights) -> float:
    """Return the total variation distance: half the sum of all differences."""
    return 0.5 * sum(abs(one.get(k, 0.0) - two.get(k, 0.0)) for k in {*one, *two})


def wrong_distribution(observed: Weights, expected: Weights, width: int, method: str) -> Finding:
    """Name the difference between two distributions over `width` bits.

    Tried in this order: bits in reverse order, other permutations, flipped bits, all outcomes
    alike, an outcome that must not occur, one that is missing, weights.
    """
    away = distance(observed, expected)
    gap = {k: observed.get(k, 0.0) - expected.get(k, 0.0) for k in sorted({*observed, *expected})}
    most = max(gap, key=lambda k: gap[k])
    least = min(gap, key=lambda k: gap[k])
    common = {
        "distance": number(round(away, 6)),
        **_named("state", most, observed, expected, width),
        **_named("missing", least, observed, expected, width),
    }
    picture = _bars(observed, expected, width)
    return wrong(
        "distribution", method, picture, **common, **_pattern(observed, expected, gap, width)
    )


def _named(
    name: str, index: int, observed: Weights, expected: Weights, width: int
) -> dict[str, Any]:
    ending = "" if name == "state" else f"_{name}"
    return {
        name: _label(index, width),
        f"observed{ending}": percent(observed.get(index, 0.0)),
        f"wanted{ending}": percent(expected.get(index, 0.0)),
    }


def _pattern(
    observed: Weights, expected: Weights, gap: Mapping[int, float], width: int
) -> dict[str, Any]:
    reverse = tuple(reversed(range(width)))
    if width > 1 and distance(_renamed(observed, reverse), expected) < _CLOSE:
        return {"pattern": "reversed"}
    for order in simplest_first(width) if width <= _ALL_PERMUTATIONS else []:
        if distance(_renamed(observed, order), expected) < _CLOSE:
            return {"pattern": "permuted", "exchange": exchanged(order).replace("q", "c")}
    mask = max(observed, key=lambda k: observed[k]) ^ max(expected, key=lambda k: expected[k])
    if mask and distance({k ^ mask: w for k, w in observed.items()}, expected) < _CLOSE:
        flipped = ", ".join(f"c{bit}" for bit in range(width) if mask >> bit & 1)
        return {"pattern": "flipped", "bits": flipped}
    size = 1 << width
    if len(observed) == size and max(observed.values()) - min(observed.values()) < _CLOSE:
        return {"pattern": "uniform"}
    if distance(observed, expected) < _NEAR:
        return {"pattern": "close"}
    if any(weight > _CLOSE and expected.get(k, 0.0) < _CLOSE for k, weight in gap.items()):
        return {"pattern": "support"}
    return {"pattern": "weights"}


def too_rare(
    observed: Weights, wanted: Weights, at_least: float | None, width: int, method: str
) -> Finding:
    """Name why outcomes are not as likely as asked.

    Args:
        observed: All outcomes.
        wanted: The outcomes that were to be likely, with the weights that they have.
        at_least: What their total misses; ``None`` where another outcome is the most likely.
        width: Number of bits.
        method: How the outcomes were found.
    """
    total = sum(wanted.values())
    others = {k: w for k, w in observed.items() if k not in wanted}
    top = max(others, key=lambda k: others[k], default=None)
    params: dict[str, Any] = {"observed": percent(total), "pattern": "top"}
    if at_least is not None:
        seen, bound = _told_apart(total, at_least)
        params |= {"observed": seen, "bound": bound, "pattern": "rare"}
    if len(wanted) == 1:
        params["state"] = _label(next(iter(wanted)), width)
    if top is not None:
        params |= {"other": _label(top, width), "observed_other": percent(others[top])}
    reverse = tuple(reversed(range(width)))
    mirrored = sum(w for k, w in _renamed(observed, reverse).items() if k in wanted)
    if mirrored >= max(at_least or 0.5, total + 0.25):
        params["pattern"] = "mirrored"
    elif observed and max(observed.values()) <= 1.01 / (1 << width):
        params["pattern"] = "flat"
    return wrong("unlikely", method, _bars(observed, wanted, width, asked=False), **params)


def _told_apart(seen: float, bound: float) -> tuple[str, str]:
    """Return two shares in percent, with as many digits as tell them apart."""
    if percent(seen) != percent(bound):
        return percent(seen), percent(bound)
    for digits in range(4, 12):
        one, two = (f"{100 * share:.{digits}g} %" for share in (seen, bound))
        if one != two:
            return one, two
    return percent(seen), percent(bound)


def _renamed(weights: Weights, order: tuple[int, ...]) -> dict[int, float]:
    """Return the weights with bit ``b`` moved to ``order[b]``."""
    return {
        sum((key >> bit & 1) << place for bit, place in enumerate(order)): weight
        for key, weight in weights.items()
    }


def _label(index: int, width: int) -> str:
    return f"{index:0{width}b}"


def _bars(observed: Weights, wanted: Weights, width: int, *, asked: bool = True) -> dict[str, Any]:
    """Return the data of a bar chart, at most 16 outcomes: the heaviest, and where they differ.

    Without `asked` the wanted outcomes are only marked: what the others should have is open.
    """

    def rank(key: int) -> float:
        one, two = observed.get(key, 0.0), wanted.get(key, 0.0)
        return -(abs(one - two) + 1e-3 * max(one, two)) if asked else -(one + 2 * (key in wanted))

    shown = sorted(sorted({*observed, *wanted}, key=rank)[:_BARS])
    if asked:
        return {
            "kind": "bars",
            "labels": [_label(key, width) for key in shown],
            "expected": [round(wanted.get(key, 0.0), 4) for key in shown],
            "observed": [round(observed.get(key, 0.0), 4) for key in shown],
        }
    return {
        "kind": "outcomes",
        "labels": [_label(key, width) for key in shown],
        "wanted": [key in wanted for key in shown],
        "observed": [round(observed.get(key, 0.0), 4) for key in shown],
    }
