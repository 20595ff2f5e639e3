"""Decide what may be shown of groups of people: rules R1 to R8. Pure.

R1 at least `min_learners` in the denominator. R2 at least `min_companies` behind a consortium
figure. R3 no company behind more than `max_share` of its learners. R4 weekly releases; a figure is
held while fewer than `min_changed` learners changed since it was released. R5 medians to 5 %, rates
to 5 %, counts as bands. R6 precomputed cells only. R7 no additive totals are published, so there is
nothing from which a withheld cell could be subtracted. R8 no rate of 0 % or 100 %.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from leaderboard.bands import count_rounded, n_band, quartile, rate, rounded
from leaderboard.progress import Activity, Reached

__all__ = [
    "HEADLINE",
    "POOLED",
    "Bin",
    "Cell",
    "Print",
    "Rules",
    "activity_cell",
    "changed",
    "decide",
    "fingerprint",
    "merge_bins",
    "quarter",
    "still_shown",
]

POOLED = ""
"""Stands for the whole consortium where a company id stands else."""
HEADLINE = ""
"""Stands for the headline figures where a skill id stands else."""

Print = Mapping[str, str]
"""Digest of each learner's contribution to a cell, by digest of the learner."""
_MILLI = 1000
_QUARTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Settings of disclosure control."""

    min_learners: int = 10
    min_companies: int = 3
    max_share: float = 0.5
    min_changed: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of one week: of a company (or all), on a skill (or the headline).

    Attributes:
        status: ``"released"``, ``"held"`` (older values stand) or ``"withheld"`` (none may).
        reason: ``"R1"`` to ``"R4"``, for the administrator only, since the reason itself informs.
        n: Active learners; `largest`: those of the largest company. For the administrator only.
        as_of: End of the week of which the values are.
        values: What may be shown; empty if withheld.
    """

    period: str
    company: str
    skill: str
    status: str
    reason: str
    n: int
    contributors: int
    largest: int
    as_of: int
    values: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bin:
    """Learners whose cost lies between `low` and `high`, both included."""

    low: int
    high: int
    count: int


def fingerprint(everybody: Sequence[Reached], skill: str) -> Print:
    """Return a digest per learner of all that enters a cell's figures, the enrolled included."""
    prints = {}
    for one in everybody:
        if skill == HEADLINE:
            flags = (one.started, one.active, one.accepted, one.completed)
            part = f"{one.merit}|{flags}|{sorted(one.tried)}"
        else:
            part = f"{one.active}|{one.mastery.get(skill)}|{skill in one.tried}"
        prints[_digest(one.learner)] = _digest(part)
    return prints


def changed(before: Print, now: Print) -> int:
    """Count the learners who joined, left or contribute something else than before."""
    return sum(before.get(key) != now.get(key) for key in before.keys() | now.keys())


def decide(
    everybody: Sequence[Reached],
    *,
    period: str,
    as_of: int,
    company: str,
    skill: str,
    rules: Rules,
    last: tuple[Cell, Print] | None,
) -> Cell:
    """Return the cell of one week.

    Args:
        everybody: Enrolled learners of the company, or of all companies for `POOLED`.
        period: Code of the week.
        as_of: End of the week.
        company: Company id or `POOLED`.
        skill: Skill id or `HEADLINE`.
        rules: Settings.
        last: The cell as it was last released, with the contributions of that time.
    """
    active = [one for one in everybody if one.active]
    sizes = Counter(one.company for one in active)
    largest = max(sizes.values(), default=0)
    reason = _refusal(len(active), len(sizes), largest, company, rules)
    status, values = ("withheld", {}) if reason else ("released", _values(everybody, active, skill))
    if not reason and last is not None:
        moved = changed(last[1], fingerprint(everybody, skill))
        if 0 < moved < rules.min_changed:
            status, reason, as_of, values = "held", "R4", last[0].as_of, dict(last[0].values)
    return Cell(
        period=period,
        company=company,
        skill=skill,
        status=status,
        reason=reason,
        n=len(active),
        contributors=len(sizes),
        largest=largest,
        as_of=as_of,
        values=values,
    )


def activity_cell(activity: Activity, *, period: str, as_of: int, rules: Rules) -> Cell:
    """Return the consortium's activity of one week, as rounded counts."""
    sizes = Counter(activity.learners.values())
    n, largest = len(activity.learners), max(sizes.values(), default=0)
    reason = _refusal(n, len(sizes), largest, POOLED, rules)
    shown = {
        "learners": count_rounded(n),
        "first_accepted": count_rounded(activity.first_accepted),
    }
    return Cell(
        period=period,
        company=POOLED,
        skill="activity",
        status="withheld" if reason else "released",
        reason=reason,
        n=n,
        contributors=len(sizes),
        largest=largest,
        as_of=as_of,
        values={} if reason else shown,
    )


def still_shown(cell: Cell, rules: Rules) -> bool:
    """Say whether a stored cell meets the present rules, which may be stricter than at release."""
    if cell.status == "withheld":
        return False
    return not _refusal(cell.n, cell.contributors, cell.largest, cell.company, rules)


def quarter(own: int, others: Iterable[int]) -> int | None:
    """Return in which quarter a company's median lies among all shown ones: 1 is the lowest.

    Equal medians lie in the same quarter. ``None`` with fewer than four companies, or where all
    are equal.
    """
    every = sorted(others)
    if len(every) < _QUARTERS or every[0] == every[-1]:
        return None
    middle = (sum(v < own for v in every) + sum(v <= own for v in every)) / 2
    return max(1, math.ceil(_QUARTERS * middle / len(every)))


def merge_bins(costs: Iterable[int], minimum: int) -> tuple[Bin, ...]:
    """Group costs into bins of at least `minimum` learners each, from the lowest cost up.

    What is left at the upper end joins the last bin; with fewer than `minimum` there is none.
    """
    bins: list[Bin] = []
    low: int | None = None
    count = high = 0
    for cost, many in sorted(Counter(costs).items()):
        low = cost if low is None else low
        high, count = cost, count + many
        if count >= minimum:
            bins.append(Bin(low, high, count))
            low, count = None, 0
    if low is not None and bins:
        last = bins.pop()
        bins.append(Bin(last.low, high, last.count + count))
    return tuple(bins)


def _refusal(n: int, contributors: int, largest: int, company: str, rules: Rules) -> str:
    if n < rules.min_learners:
        return "R1"
    if company == POOLED:
        if contributors < rules.min_companies:
            return "R2"
        if largest > rules.max_share * n:
            return "R3"
    return ""


def _values(
    everybody: Sequence[Reached], active: Sequence[Reached], skill: str
) -> dict[str, int | str]:
    n = len(active)
    if skill != HEADLINE:
        numbers = [one.mastery.get(skill, 0) for one in active]
        coverage = rate(sum(skill in one.tried for one in active), n)
        return _quartiles(numbers) | {"n_band": n_band(n), "coverage": coverage}
    numbers = [one.merit for one in active]
    enrolled = len(everybody)
    return _quartiles(numbers) | {
        "n_band": n_band(n),
        "coverage": _coverage(active),
        "completion": rate(sum(one.completed for one in active), n),
        "enrolled_band": n_band(enrolled),
        "started": rate(sum(one.started for one in everybody), enrolled),
        "active": rate(n, enrolled),
        "accepted": rate(sum(one.accepted for one in everybody), enrolled),
        "completed": rate(sum(one.completed for one in everybody), enrolled),
    }


def _coverage(active: Sequence[Reached]) -> str:
    # Mean of the coverages of all skills: learner-skill pairs tried, of all pairs.
    skills = len(active[0].mastery)
    if not skills:
        return rate(0, len(active))
    pairs = sum(len(one.tried) for one in active)
    return rate(round(pairs / skills), len(active))


def _quartiles(numbers: Sequence[int]) -> dict[str, int | str]:
    return {
        "q1": rounded(quartile(numbers, 0.25) / _MILLI),
        "median": rounded(quartile(numbers, 0.5) / _MILLI),
        "q3": rounded(quartile(numbers, 0.75) / _MILLI),
    }


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
