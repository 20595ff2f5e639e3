"""What each learner had reached at a moment: merit, mastery by skill, what was tried. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from leaderboard.ranking import Result, worth
from leaderboard.records import Inputs

__all__ = ["ACTIVE_DAYS", "Reached", "Week", "closed_weeks", "reached_by", "walk"]

ACTIVE_DAYS = 90
"""A learner with a judged submission in so many days is active."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week in the consortium's time zone. Times are seconds since 1970 UTC."""

    starts_at: int
    ends_at: int
    code: str

    @classmethod
    def of(cls, moment: int, zone: str) -> "Week":
        """Return the week in which a moment lies, e.g. the one with the code ``2026-W46``."""
        local = datetime.fromtimestamp(moment, ZoneInfo(zone))
        # Wall-clock arithmetic: where clocks change, a week has an hour more or less.
        monday = (local - timedelta(days=local.weekday())).replace(
            hour=0, minute=0, second=0, microsecond=0, fold=0
        )
        year, number, _ = monday.isocalendar()
        return cls(
            starts_at=int(monday.timestamp()),
            ends_at=int((monday + timedelta(days=7)).timestamp()),
            code=f"{year}-W{number:02d}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One enrolled learner at one moment.

    Attributes:
        started: Whether there was any judged submission; `active`: in the last 90 days.
        accepted: Whether any exercise was accepted; `completed`: all required ones.
        merit: Mean over the required exercises, thousandths of a percent.
        mastery: Share of the points of each skill, thousandths of a percent.
        tried: Skills with at least one attempt.
    """

    learner: str
    company: str
    started: bool
    active: bool
    accepted: bool
    completed: bool
    merit: int
    mastery: Mapping[str, int]
    tried: frozenset[str]


def closed_weeks(first: int, now: int, zone: str) -> Iterator[Week]:
    """Yield the weeks from the one of `first` to the last one that has ended by `now`."""
    week = Week.of(first, zone)
    while week.ends_at <= now:
        yield week
        week = Week.of(week.ends_at, zone)


def walk(
    inputs: Inputs, weeks: Sequence[Week], results: Iterable[Result]
) -> Iterator[tuple[Week, tuple[Reached, ...], set[str]]]:
    """Yield, for each week in order, what every learner had reached at its end, and who submitted.

    One pass over the results, however many weeks there are.

    Args:
        inputs: People, courses and exercises.
        weeks: In order.
        results: In order of time.
    """
    book = _Book(inputs)
    stream = iter(results)
    result = next(stream, None)
    for week in weeks:
        submitted: set[str] = set()
        while result is not None and result.submitted_at < week.ends_at:
            book.add(result)
            if result.submitted_at >= week.starts_at:
                submitted.add(result.learner)
            result = next(stream, None)
        yield week, book.at(week.ends_at), submitted


def reached_by(inputs: Inputs, moment: int, results: Iterable[Result]) -> tuple[Reached, ...]:
    """Return what everybody has reached by a moment, later results left out.

    Args:
        inputs: People, courses and exercises.
        moment: Seconds since 1970 UTC.
        results: In order of time.
    """
    book = _Book(inputs)
    for result in results:
        if result.submitted_at <= moment:
            book.add(result)
    return book.at(moment)


class _Book:
    """What everybody has reached so far."""

    def __init__(self, inputs: Inputs) -> None:
        self.people = inputs.people
        self.company = {person.learner: person.company for person in inputs.people}
        self.required = frozenset(inputs.required)
        released = set(inputs.released)
        self.exercises = {e.id: e for e in inputs.exercises if e.id in released}
        self.possible: dict[str, int] = defaultdict(int)
        for exercise in self.exercises.values():
            for skill in exercise.skills:
                self.possible[skill] += exercise.max_points
        self.learners: dict[str, _Learner] = {}
        self.known: dict[str, Reached] = {}

    def add(self, result: Result) -> bool:
        """Take a result in; return whether it is the first accepted one of its exercise."""
        mine = self.learners.get(result.learner)
        if mine is None:
            mine = self.learners[result.learner] = _Learner(self.possible)
        mine.last = result.submitted_at
        self.known.pop(result.learner, None)
        exercise = self.exercises.get(result.exercise)
        if exercise is None:
            return False
        old = mine.best.get(result.exercise)
        way = exercise.direction
        if old is None or worth(result, way) < worth(old, way):
            mine.best[result.exercise] = result
            points, merit = (old.points, old.merit) if old else (0, 0)
            for skill in exercise.skills:
                mine.points[skill] += result.points - points
                mine.mastery[skill] = 100_000 * mine.points[skill] // self.possible[skill]
            if old is None:
                mine.tried = mine.tried.union(exercise.skills)
            if result.exercise in self.required:
                mine.merit += result.merit - merit
        fresh = bool(result.accepted) and not (old is not None and old.accepted)
        if fresh:
            mine.accepted.add(result.exercise)
        return fresh

    def at(self, moment: int) -> tuple[Reached, ...]:
        """Return everybody who had joined by `moment`."""
        return tuple(
            self._reached(person.learner, person.company, moment)
            for person in self.people
            if person.joined_at < moment or person.learner in self.learners
        )

    def _reached(self, learner: str, company: str, moment: int) -> Reached:
        mine = self.learners.get(learner)
        active = mine is not None and mine.last >= moment - ACTIVE_DAYS * 86_400
        # Most learners did nothing since the week before.
        one = self.known.get(learner)
        if one is None or one.active != active:
            one = self.known[learner] = self._look(learner, company, mine, active=active)
        return one

    def _look(
        self, learner: str, company: str, mine: "_Learner | None", *, active: bool
    ) -> Reached:
        one = mine or _Learner(self.possible)
        return Reached(
            learner=learner,
            company=company,
            started=mine is not None,
            active=active,
            accepted=bool(one.accepted),
            completed=bool(self.required) and one.accepted >= self.required,
            merit=one.merit // len(self.required) if self.required else 0,
            mastery=one.mastery.copy(),
            tried=one.tried,
        )


class _Learner:
    """One learner so far; brought up to date by every result, whatever the number of exercises.

    Attributes:
        best: By exercise; `points` and `mastery` by skill.
        merit: Sum over the required exercises.
        last: Time of the newest submission.
    """

    __slots__ = ("accepted", "best", "last", "mastery", "merit", "points", "tried")

    def __init__(self, skills: Iterable[str]) -> None:
        self.best: dict[str, Result] = {}
        self.points = dict.fromkeys(skills, 0)
        self.mastery = self.points.copy()
        self.accepted: set[str] = set()
        self.tried: frozenset[str] = frozenset()
        self.merit = 0
        self.last = 0
