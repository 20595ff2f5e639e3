"""Formulas, points and merit. Formulas are named and versioned, and never edited.

============  ===========================================  =====================
formula       cost                                         integer unit
============  ===========================================  =====================
nisq-v1       10 n2q + n1q                                 1
ft-v1         t_count                                      1
mapped-v1     -ln ESP                                      1e-4
objective-v1  the metric that ``[score] metric`` names,    1e-6
              where ``direction`` says which way is better
============  ===========================================  =====================

A function's cost is taken case by case over its fixed panel, and then joined: the largest, the
sum, or the mean, as ``[score] over`` says. (``"max"``: the smallest, where more is better.) A cost
is at least one unit.
"""

import math
from collections.abc import Mapping, Sequence

from grader.errors import CheckerFailed
from grader.exercise import Score
from grader.verdict import Outcome

__all__ = ["UNITS", "cost_of", "in_units", "joined", "merit_of", "points_of"]

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


def cost_of(score: Score, cases: Sequence[Mapping[str, float]]) -> int | None:
    """Return the cost of a right answer in the formula's integer unit, at least 1.

    Args:
        score: Names the formula, and how the cases are joined.
        cases: Metrics of the answer; for functions of each case of the panel.

    Returns:
        ``None`` where nothing is ranked.

    Raises:
        CheckerFailed: If a metric that the formula needs was not measured, or a quantity to be
            made small is negative, where ratios of costs would mean nothing.
    """
    if score.formula == "none" or not cases:
        return None
    costs = [_raw_cost(score, metrics) for metrics in cases]
    if any(cost is None for cost in costs):
        return None
    value = joined(score, [cost for cost in costs if cost is not None])
    cost = in_units(score.formula, value)
    if cost < 0 and score.direction == "min":
        raise CheckerFailed(f"{score.formula}: the cost {value:g} is negative; shift its zero")
    return max(1, cost)


def joined(score: Score, values: Sequence[float]) -> float:
    """Join a quantity over cases as ``[score] over`` says; ``"max"`` is the worst of them."""
    if score.over == "max":
        return max(values) if score.direction == "min" else min(values)
    return math.fsum(values) / (1 if score.over == "total" else len(values))


def _raw_cost(score: Score, metrics: Mapping[str, float]) -> float | None:
    needed = {
        "nisq-v1": ("n2q", "n1q"),
        "ft-v1": ("t_count",),
        "mapped-v1": ("esp",),
        "objective-v1": (score.metric,),
    }[score.formula]
    missing = [name for name in needed if name not in metrics]
    if missing:
        raise CheckerFailed(f"{score.formula} needs {missing[0]}, which nothing measures here")
    if score.formula == "nisq-v1":
        return 10 * metrics["n2q"] + metrics["n1q"]
    if score.formula == "mapped-v1":
        return -math.log(metrics["esp"]) if metrics["esp"] > 0 else None
    return metrics[needed[0]]


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
