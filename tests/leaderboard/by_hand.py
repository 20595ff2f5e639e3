"""What a learner reached, and how learners fared, in plain words: second forms to test against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from leaderboard.attempts import Fared
from leaderboard.panel import FLAGS, Panel, keys_of
from leaderboard.progress import ACTIVE_DAYS
from leaderboard.ranking import Result
from leaderboard.records import Inputs

LAST = 1 << 62


def worth(result: Result, direction: str = "min") -> tuple[bool, int, int]:
    """The sort key of a result: smaller is better, equal keys are an equal rank."""
    if not result.accepted or result.cost is None:
        return (not result.accepted, -result.points, LAST)
    return (False, -result.points, result.cost if direction == "min" else -result.cost)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One enrolled learner at one moment; merit and mastery in thousandths of a percent."""

    learner: str
    company: str
    started: bool
    active: bool
    accepted: bool
    completed: bool
    merit: int
    mastery: Mapping[str, int]
    tried: frozenset[str]


def reached_by(inputs: Inputs, moment: int, results: Iterable[Result]) -> list[Reached]:
    """What everybody has reached before a moment."""
    early = sorted((r for r in results if r.submitted_at < moment), key=by_time)
    found = []
    for person in inputs.people:
        mine = [r for r in early if r.learner == person.learner]
        if mine or person.joined_at < moment:
            found.append(_reached(inputs, moment, person.learner, person.company, mine))
    return found


def _reached(inputs, moment, learner: str, company: str, mine: list[Result]) -> Reached:
    released = [e for e in inputs.exercises if e.id in inputs.released]
    best = {
        e.id: min(own, key=lambda r: worth(r, e.direction))
        for e in released
        if (own := [r for r in mine if r.exercise == e.id])
    }
    accepted = {name for name, r in best.items() if r.accepted}
    required = set(inputs.required)
    merits = sum(best[name].merit for name in required & best.keys())
    of_skill = {s: [e for e in released if s in e.skills] for e in released for s in e.skills}
    return Reached(
        learner=learner,
        company=company,
        started=bool(mine),
        active=bool(mine) and mine[-1].submitted_at >= moment - ACTIVE_DAYS * 86_400,
        accepted=bool(accepted),
        completed=bool(required) and accepted >= required,
        merit=merits // len(required) if required else 0,
        mastery={
            skill: 100_000 * sum(best[e.id].points for e in some if e.id in best)
            // sum(e.max_points for e in some)
            for skill, some in of_skill.items()
        },
        tried=frozenset(s for s, some in of_skill.items() if any(e.id in best for e in some)),
    )  # fmt: skip


def panel_of(people: Sequence[Reached]) -> Panel:
    """The same learners as columns."""
    keys = keys_of([one.learner for one in people])
    people = [people[place] for place in np.argsort(keys)]
    companies = sorted({one.company for one in people})
    skills = tuple(sorted(people[0].mastery)) if people else ()
    many = len(people)
    return Panel(
        companies=companies,
        skills=skills,
        keys=np.sort(keys),
        company=np.array([companies.index(one.company) for one in people], np.int64),
        flags=np.array([[getattr(p, f) for f in FLAGS] for p in people], bool).reshape(many, 4),
        merit=np.array([one.merit for one in people], np.int64),
        mastery=np.array([[p.mastery[s] for s in skills] for p in people], np.int64).reshape(
            many, len(skills)
        ),
        tried=np.array([[s in p.tried for s in skills] for p in people], bool).reshape(
            many, len(skills)
        ),
    )


class Tried(NamedTuple):
    """How one learner fared on one exercise so far."""

    learner: str
    company: str
    tries: int
    first_at: int = 0
    accepted_at: int | None = None
    cost: int | None = None
    placed: bool = True


def tried_by(
    inputs: Inputs, results: Iterable[Result], until: int = LAST
) -> dict[str, list[Tried]]:
    """How everybody fared on each exercise with what came before a moment."""
    companies = {person.learner: person.company for person in inputs.people}
    way = {e.id: e.direction for e in inputs.exercises if e.id in inputs.released}
    early = [r for r in results if r.submitted_at < until and r.exercise in way]
    found: dict[str, list[Tried]] = {}
    for (name, learner), group in groupby(sorted(early, key=of_pair), key=lambda r: of_pair(r)[:2]):
        mine = list(group)
        through = [n for n, r in enumerate(mine) if r.accepted]
        best = min(mine, key=lambda r: worth(r, way[name]))
        found.setdefault(name, []).append(
            Tried(
                learner=learner,
                company=companies[learner],
                tries=through[0] + 1 if through else len(mine),
                first_at=mine[0].submitted_at,
                accepted_at=mine[through[0]].submitted_at if through else None,
                cost=best.cost if best.accepted else None,
                placed=best.points > 0,
            )
        )
    return found


def fared_of(some: Sequence[Tried]) -> Fared:
    """The same as columns."""
    keys = keys_of([one.learner for one in some])
    some = [some[place] for place in np.argsort(keys)]
    companies = sorted({one.company for one in some})

    def column(values: Iterable[int | None]) -> np.ndarray:
        return np.array([-1 if value is None else value for value in values], np.int64)

    return Fared(
        keys=np.sort(keys),
        company=column(companies.index(one.company) for one in some),
        tries=column(one.tries for one in some),
        first_at=column(one.first_at for one in some),
        accepted_at=column(one.accepted_at for one in some),
        cost=column(one.cost for one in some),
        costed=np.array([one.cost is not None for one in some], bool),
        placed=np.array([one.placed for one in some], bool),
    )


def by_time(result: Result) -> tuple[int, int]:
    return (result.submitted_at, result.id)


def of_pair(result: Result) -> tuple[str, str, int, int]:
    return (result.exercise, result.learner, *by_time(result))
