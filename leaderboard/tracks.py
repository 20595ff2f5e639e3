"""Records of open challenges: the cheapest verified circuit at each time. Pure.

A record keeps its date and what proved it. Its holder is a handle; the company stands beside it
only where both agreed: the learner to show it, the company to be named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from leaderboard.ranking import worth
from leaderboard.records import Exercise, Inputs, Names, Submission, Track

__all__ = ["Challenge", "Record", "challenges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record.

    Attributes:
        cost: Integer in the formula's unit.
        attained_at: When it was handed in, seconds since 1970 UTC.
        beaten_at: When the next one was handed in; ``None`` while it stands.
        result: Row of the verdict that proves it.
    """

    cost: int
    metrics: dict[str, float]
    handle: str
    company: Names | None
    attained_at: int
    beaten_at: int | None
    result: int
    version: int
    judge_version: str
    method: str
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """An open challenge with its records, the one that stands last."""

    exercise: Exercise
    track: Track
    records: tuple[Record, ...]


def challenges(inputs: Inputs) -> tuple[Challenge, ...]:
    """Return every open challenge with the history of its records."""
    return tuple(
        Challenge(exercise=one, track=one.track, records=tuple(_records(one, inputs)))
        for one in inputs.exercises
        if one.track is not None
    )


def _records(exercise: Exercise, inputs: Inputs) -> Iterator[Record]:
    steps: list[Submission] = []
    own = [s for s in inputs.submissions if s.result.exercise == exercise.id and s.result.accepted]
    for one in sorted(own, key=lambda s: (s.result.submitted_at, s.result.id)):
        if one.result.cost is not None and (not steps or _better(one, steps[-1], exercise)):
            steps.append(one)
    people = {person.learner: person for person in inputs.people}
    companies = {company.id: company for company in inputs.companies}
    for one, after in zip_longest(steps, steps[1:]):
        holder = people[one.result.learner]
        company = companies.get(holder.company)
        named = holder.show_company and company is not None and company.standing == "named"
        yield Record(
            cost=one.result.cost or 0,
            metrics=dict(one.metrics),
            handle=holder.handle,
            company=company.name if named and company is not None else None,
            attained_at=one.result.submitted_at,
            beaten_at=after.result.submitted_at if after else None,
            result=one.result.id,
            version=exercise.version,
            judge_version=one.judge_version,
            method=one.method,
            demo=one.demo,
        )


def _better(one: Submission, other: Submission, exercise: Exercise) -> bool:
    # Costs alone: points end at the best known cost, records go on.
    key = [worth(s.result, exercise.direction)[2] for s in (one, other)]
    return key[0] < key[1]
