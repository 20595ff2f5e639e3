"""What the cells of a week hold: figures of a group, the consortium's activity, quarters. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from leaderboard.bands import at_least, lowest, n_band, quartiles, rate, rounded
from leaderboard.disclosure import (
    HEADLINE,
    POOLED,
    Cell,
    Memory,
    People,
    Rules,
    Values,
    settle,
    still_shown,
)
from leaderboard.panel import Bools, Numbers, Panel, Tokens

__all__ = ["ACTIVITY", "Last", "activity_cell", "decide", "is_cell", "quarter", "with_quarters"]

ACTIVITY = "activity"
"""Stands for the consortium's activity where a skill id stands else."""
Last = dict[tuple[str, str], Memory]
"""What is remembered of each cell, by company and skill."""
_MILLI = 1000
_QUARTERS = 4
_MIN_COMPANIES = 5
"""With fewer companies, two that put their quarters together could place a third."""
_CLAMP = (10, 90)
"""Medians beyond are equal for quarters: "below 5" would say "0"."""


def is_cell(skill: str) -> bool:
    """Say whether a name is that of a skill or the headline, not of another kind of figure."""
    return skill != ACTIVITY and ":" not in skill


def decide(
    panel: Panel,
    *,
    period: str,
    as_of: int,
    company: str,
    skill: str,
    rules: Rules,
    last: Memory | None,
) -> tuple[Cell, Memory]:
    """Return the cell of one week, and what to remember of it.

    Args:
        panel: Enrolled learners of the company, or of all companies for `POOLED`.
        period: Code of the week.
        as_of: End of the week.
        company: Company id or `POOLED`.
        skill: Skill id or `HEADLINE`.
        rules: Settings.
        last: What was remembered of the cell the week before.
    """
    headline = skill == HEADLINE
    people = People(
        keys=panel.keys,
        tokens=panel.tokens(None if headline else skill),
        company=panel.company,
        counted=panel.active,
    )
    return settle(
        people,
        lambda: _headline(panel, company) if headline else _skill(panel, skill, company),
        period=period,
        as_of=as_of,
        company=company,
        skill=skill,
        rules=rules,
        last=last,
        least=rules.min_learners,
    )


def activity_cell(
    headline: Cell,
    enrolled: int,
    submitted: Tokens,
    *,
    as_of: int,
    rules: Rules,
    last: Memory | None = None,
) -> tuple[Cell, Memory]:
    """Return which share of the consortium submitted in one week, and what to remember of it.

    A share, since two companies that know their own parts of a count subtract them. It is withheld
    with the headline, so that it tells no more. Other people submit every week, so R4 compares
    with the last release here: the share changes only with `min_changed` learners. A held week
    keeps its own `as_of`: the chart needs the end of each week.

    Args:
        headline: The consortium's headline figure of the week.
        enrolled: Learners at its end.
        submitted: Keys of those with a judged submission in it, in order.
        as_of: Its end.
        rules: Settings.
        last: What was remembered the week before.
    """
    cell = replace(headline, skill=ACTIVITY, as_of=as_of, values={})
    memory = last or Memory()
    if headline.status == "withheld":
        return cell, memory
    if memory.cell is not None and len(np.setxor1d(submitted, memory.seen)) < rules.min_changed:
        return replace(cell, status="held", reason="R4", values=memory.cell.values), memory
    share = rate(len(submitted), enrolled, min(lowest(cell.n), lowest(enrolled)))
    cell = replace(cell, status="released", reason="", values={"submitted": share})
    return cell, Memory(cell=cell, seen=submitted)


def with_quarters(cells: Sequence[Cell], rules: Rules) -> Iterator[Cell]:
    """Yield the cells of one week; companies' cells that are shown hold their quarter."""
    medians: defaultdict[str, list[int]] = defaultdict(list)
    for cell in cells:
        if _has_quarter(cell, rules):
            medians[cell.skill].append(int(cell.values["median"]))
    for cell in cells:
        if _has_quarter(cell, rules):
            values = {name: value for name, value in cell.values.items() if name != "quarter"}
            place = quarter(int(values["median"]), medians[cell.skill])
            yield replace(cell, values=values if place is None else values | {"quarter": place})
        else:
            yield cell


def quarter(own: int, every: Iterable[int]) -> int | None:
    """Return in which quarter a company's median lies among all shown ones: 1 is the lowest.

    Equal medians lie in the same quarter, all equal ones in the second; ``None`` with fewer than
    five companies.
    """
    low, high = _CLAMP
    values = [min(max(value, low), high) for value in every]
    own = min(max(own, low), high)
    if len(values) < _MIN_COMPANIES:
        return None
    middle = (sum(v < own for v in values) + sum(v <= own for v in values)) / 2
    return max(1, math.ceil(_QUARTERS * middle / len(values)))


def _has_quarter(cell: Cell, rules: Rules) -> bool:
    return cell.company != POOLED and is_cell(cell.skill) and still_shown(cell, rules)


def _skill(panel: Panel, skill: str, company: str) -> Values:
    place = panel.skills.index(skill)
    active = panel.active
    n = int(active.sum())
    return _quartiles(panel.mastery[active, place]) | {
        "n_band": _size(n, company),
        "coverage": rate(int(panel.tried[active, place].sum()), n),
    }


def _headline(panel: Panel, company: str) -> Values:
    active = panel.active
    n, enrolled = int(active.sum()), len(active)
    low = lowest(n)

    def share(who: Bools) -> str:
        # In the steps of the band of the active ones, the only band that is told.
        return rate(int(who.sum()), enrolled, low)

    return _quartiles(panel.merit[active]) | {
        "n_band": _size(n, company),
        "coverage": _coverage(panel, n),
        "completion": rate(int((active & panel.share_of("completed")).sum()), n),
        "enrolled_band": f"{low}+",
        "started": share(panel.share_of("started")),
        "active": share(active),
        "accepted": share(panel.share_of("accepted")),
        "completed": share(panel.share_of("completed")),
    }


def _size(n: int, company: str) -> str:
    return at_least(n) if company == POOLED else n_band(n)


def _coverage(panel: Panel, n: int) -> str:
    # Mean of the coverages of all skills: learner-skill pairs tried, of all pairs.
    if not panel.skills:
        return rate(0, n)
    pairs = int(panel.tried[panel.active].sum())
    return rate(round(pairs / len(panel.skills)), n)


def _quartiles(numbers: Numbers) -> dict[str, int | str]:
    q1, median, q3 = (rounded(value / _MILLI) for value in quartiles(numbers))
    return {"q1": q1, "median": median, "q3": q3}
