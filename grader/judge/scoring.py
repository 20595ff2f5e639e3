"""Formulas, points and merit. Formulas are named and versioned, and never edited."""

import math
from collections.abc import Mapping

from grader.exercise import Score
from grader.verdict import Outcome

__all__ = ["UNITS", "cost_of", "in_units", "merit_of", "points_of"]

UNITS: Mapping[str, int] = {
    "nisq-v1": 1,
    "ft-v1": 1,
    "mapped-v1": 10_000,
    "objective-v1": 1_000_000,
}
"""Parts into which a formula's own unit is divided, so that costs are whole numbers."""

_ACCEPTED, _PAR, _BEST = 60, 30, 10


def in_units(formula: str, value: float) -> int:
    """Return a cost in the formula's integer unit."""
    return round(value * UNITS[formula])


def cost_of(formula: str, metrics: Mapping[str, float]) -> int | None:
    """Return the cost by a formula, at least 1; ``None`` where nothing is ranked.

    ``nisq-v1`` = 10 n2q + n1q. ``mapped-v1`` = -ln ESP, in units of 1e-4.
    """
    if formula == "none":
        return None
    if formula == "nisq-v1":
        value: float = 10 * metrics["n2q"] + metrics["n1q"]
    elif metrics["esp"] <= 0:
        return None
    else:
        value = -math.log(metrics["esp"])
    return max(1, in_units(formula, value))


def points_of(
    score: Score,
    outcome: Outcome,
    *,
    cost: int | None = None,
    share: float | None = None,
    reference_cost: int | None = None,
) -> int:
    """Return the points in thousandths.

    60 % for an accepted answer, 30 % more at par, 10 % more at the best known cost; all at
    once where there is no formula. A partly accepted answer earns 60 % of its share.
    """
    whole = round(score.points * 1000)
    if outcome is Outcome.PARTIALLY_ACCEPTED:
        return round(whole * _ACCEPTED / 100 * (share or 0.0))
    if outcome is not Outcome.ACCEPTED:
        return 0
    if score.formula == "none":
        return whole
    percent = _ACCEPTED
    if cost is not None and score.par is not None:
        percent += _PAR if _reaches(score, cost, in_units(score.formula, score.par)) else 0
        percent += _BEST if _reaches(score, cost, _best(score, reference_cost)) else 0
    return round(whole * percent / 100)


def merit_of(score: Score, cost: int | None, reference_cost: int | None = None) -> float:
    """Return the merit of an accepted answer, 0 to 100: the distance to the best known cost."""
    best = _best(score, reference_cost)
    if score.formula == "none" or cost is None or best is None:
        return 100.0
    ratio = best / cost if score.direction == "min" else cost / best
    return 100.0 * min(1.0, ratio)


def _best(score: Score, reference_cost: int | None) -> int | None:
    if score.best is not None:
        return in_units(score.formula, score.best) if score.formula != "none" else None
    return reference_cost


def _reaches(score: Score, cost: int, goal: int | None) -> bool:
    if goal is None:
        return False
    return cost <= goal if score.direction == "min" else cost >= goal
