"""What each learner had reached at a moment: merit, mastery by skill, what was tried. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from leaderboard.attempts import Attempts, Steps
from leaderboard.panel import Panel, Tokens
from leaderboard.records import Inputs

__all__ = ["ACTIVE_DAYS", "Week", "closed_weeks", "walk"]

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


def closed_weeks(first: int, now: int, zone: str) -> Iterator[Week]:
    """Yield the weeks from the one of `first` to the last one that has ended by `now`."""
    week = Week.of(first, zone)
    while week.ends_at <= now:
        yield week
        week = Week.of(week.ends_at, zone)


def walk(
    inputs: Inputs, weeks: Sequence[Week], attempts: Attempts
) -> Iterator[tuple[Week, Panel, Tokens]]:
    """Yield, for each week in order, what every learner had reached at its end, and who submitted.

    Args:
        inputs: Courses and exercises.
        weeks: In order.
        attempts: Of all learners.
    """
    book = _Book(inputs, attempts)
    for week in weeks:
        submitted = book.add_until(week.ends_at, since=week.starts_at)
        yield week, book.at(week.ends_at), submitted


class _Book:
    """What everybody has reached so far: a place per learner, a column per skill."""

    def __init__(self, inputs: Inputs, attempts: Attempts) -> None:
        self.attempts, self.steps = attempts, attempts.steps()
        self.step_at = attempts.at[self.steps.row]
        self.skills = tuple(sorted({s for one in attempts.exercises for s in one.skills}))
        self.trains = np.array(
            [[skill in one.skills for skill in self.skills] for one in attempts.exercises], bool
        ).reshape(len(attempts.exercises), len(self.skills))
        most = np.array([one.max_points for one in attempts.exercises], np.int64)
        self.possible = most @ self.trains
        self.required = np.array([one.id in inputs.required for one in attempts.exercises], bool)
        self.required_count = len(set(inputs.required))
        many = len(attempts.keys)
        self.last = np.full(many, -1, np.int64)
        self.merit = np.zeros(many, np.int64)
        self.required_accepted = np.zeros(many, np.int64)
        self.accepted = np.zeros(many, bool)
        self.points = np.zeros((many, len(self.skills)), np.int64)
        self.tried = np.zeros((many, len(self.skills)), bool)
        self.done = self.steps_done = 0

    def add_until(self, moment: int, *, since: int) -> Tokens:
        """Take in the results before a moment; return who submitted between the two."""
        all_at, who = self.attempts.at, self.attempts.learner
        done = int(np.searchsorted(all_at, moment))
        np.maximum.at(self.last, who[self.done : done], all_at[self.done : done])
        begun = max(int(np.searchsorted(all_at, since)), self.done)
        self.done = done
        start, self.steps_done = self.steps_done, int(np.searchsorted(self.step_at, moment))
        self._add(self.steps.take(slice(start, self.steps_done)))
        return self.attempts.keys[np.unique(who[begun:done])]

    def _add(self, new: Steps) -> None:
        who, exercise = self.attempts.learner[new.row], self.attempts.exercise[new.row]
        np.add.at(self.points, who, new.points[:, None] * self.trains[exercise])
        np.logical_or.at(self.tried, who, new.first[:, None] & self.trains[exercise])
        needed = self.required[exercise]
        np.add.at(self.merit, who, new.merit * needed)
        np.add.at(self.required_accepted, who, new.fresh & needed)
        np.logical_or.at(self.accepted, who, new.fresh)

    def at(self, moment: int) -> Panel:
        """Return everybody who had joined by `moment`."""
        started = self.last >= 0
        here = np.flatnonzero((self.attempts.joined_at < moment) | started)
        active = self.last >= moment - ACTIVE_DAYS * 86_400
        completed = (self.required_accepted == self.required_count) & (self.required_count > 0)
        return Panel(
            companies=self.attempts.companies,
            skills=self.skills,
            keys=self.attempts.keys[here],
            company=self.attempts.company[here],
            flags=np.stack([started, started & active, self.accepted, completed], axis=1)[here],
            merit=self.merit[here] // max(self.required_count, 1),
            mastery=100_000 * self.points[here] // self.possible,
            tried=self.tried[here],
        )
