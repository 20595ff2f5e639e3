"""Records of open challenges: the cheapest verified circuit at each time. Pure.

A record keeps its date and what proved it. Its holder is a handle; the company stands beside it
only where both agreed: the learner to show it, the company to be named.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from typing import NamedTuple

from leaderboard.records import Company, Exercise, Person

__all__ = ["STEPS", "Step", "record_rows"]

# `value` of the tally's boards is turned likewise: a smaller product of sign and cost is better.
STEPS = """
SELECT exercise, reference, learner, cost, metrics, submitted_at, judge_version, method, demo FROM (
    SELECT r.*, e.ord AS place, e.sign * r.cost AS value, min(e.sign * r.cost) OVER (
        PARTITION BY r.exercise ORDER BY r.submitted_at, r.id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS standing
    FROM exercise AS e CROSS JOIN result AS r ON r.exercise = e.id
    WHERE e.id IN (SELECT value FROM json_each(?)) AND r.accepted AND r.cost IS NOT NULL
) WHERE standing IS NULL OR value < standing ORDER BY place, submitted_at, id
"""
"""Query on the tally: the results of some exercises (ids, as JSON) that were records once."""


class Step(NamedTuple):
    """An accepted result with a cost, as `STEPS` yields it.

    Attributes:
        reference: Number of the verdict that proves it.
        cost: Integer in the formula's unit.
        metrics: JSON.
        submitted_at: Seconds since 1970 UTC.
    """

    exercise: str
    reference: int
    learner: str
    cost: int
    metrics: str
    submitted_at: int
    judge_version: str
    method: str
    demo: int


def record_rows(
    exercises: Iterable[Exercise],
    accepted_results: Iterable[Step],
    people: Mapping[str, Person],
    companies: Mapping[str, Company],
    *,
    public: bool = False,
) -> list[tuple[object, ...]]:
    """Return the rows of the table ``record``: of each open challenge, the one that stands last.

    Args:
        exercises: All exercises; those without a track are left out.
        accepted_results: Of each exercise together and in order of time. Results that were no
            record do no harm, so all accepted ones will do.
        people: Learners by id; what others did is left out.
        companies: Companies by id.
        public: Whether everybody may see the rows: then only people who chose that are named, and
            the handle of others is ``""``.
    """
    tracks = {one.id: one for one in exercises if one.track is not None}
    rows: list[tuple[object, ...]] = []
    for name, results in groupby(accepted_results, key=lambda one: one.exercise):
        if name not in tracks:
            continue
        known = (one for one in results if one.learner in people)
        steps = list(_steps(known, tracks[name].direction))
        for place, (one, after) in enumerate(zip_longest(steps, steps[1:]), start=1):
            holder = people[one.learner]
            shown = holder.public or not public
            rows.append(
                (
                    *(name, place, holder.handle if shown else ""),
                    _company(holder, companies) if shown else None,
                    *(one.cost, one.metrics, one.submitted_at),
                    after.submitted_at if after else None,
                    *(one.reference, tracks[name].version, one.judge_version, one.method, one.demo),
                )
            )
    return rows


def _steps(results: Iterable[Step], direction: str) -> Iterator[Step]:
    # Costs alone: points end at the best known cost, records go on.
    way = 1 if direction == "min" else -1
    standing: int | None = None
    for one in results:
        if standing is None or way * one.cost < standing:
            standing = way * one.cost
            yield one


def _company(holder: Person, companies: Mapping[str, Company]) -> str | None:
    company = companies.get(holder.company)
    named = holder.show_company and company is not None and company.standing == "named"
    return holder.company if named else None
