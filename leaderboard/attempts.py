"""All standing results as columns, and what each learner made of each exercise. Pure.

A column has one place per result, in order of time; learners and exercises are places in lists.
Two million results are a few arrays here, where as objects they would fill a gigabyte.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from leaderboard.panel import Bools, Numbers, Tokens, keys_of
from leaderboard.records import Exercise, Inputs

__all__ = ["Attempts", "Fared", "Steps"]

_CHUNK = 20_000
_NEVER = -1
_NO_COST = np.iinfo(np.int64).max

Column = npt.NDArray[Any]


class Steps(NamedTuple):
    """Results that were a learner's best on an exercise when they came, in order of time.

    Attributes:
        row: Place among the attempts.
        points: What it added to the points of the best before; `merit`: likewise.
        first: Whether it is the first result there; `fresh`: the first accepted one.
    """

    row: Numbers
    points: Numbers
    merit: Numbers
    first: Bools
    fresh: Bools

    def take(self, rows: Numbers | slice) -> "Steps":
        """Return some of the steps."""
        return Steps(
            row=self.row[rows],
            points=self.points[rows],
            merit=self.merit[rows],
            first=self.first[rows],
            fresh=self.fresh[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fared:
    """How those who tried one exercise fared on it so far: a place per learner, in order of `keys`.

    Attributes:
        keys: A number per learner.
        company: A number per company.
        tries: Attempts up to the first accepted one, or all so far.
        first_at: Time of the first attempt; `accepted_at`: of the first accepted one, -1 if none.
            Seconds since 1970 UTC.
        cost: Of the best result; `costed`: whether it has one.
        placed: Whether the learner has points, and so stands on the board.
    """

    keys: Tokens
    company: Numbers
    tries: Numbers
    first_at: Numbers
    accepted_at: Numbers
    cost: Numbers
    costed: Bools
    placed: Bools

    def take(self, who: Bools) -> "Fared":
        """Return some of the learners."""
        return Fared(**{name: getattr(self, name)[who] for name in self.__dataclass_fields__})


@dataclass(frozen=True, kw_only=True, eq=False)
class Attempts:
    """Columns of all results, in order of time, and of all learners, in order of `keys`.

    Attributes:
        exercises: Those that belong to a course.
        companies: Company ids; `company` holds the place of each learner's.
        joined_at: Since when each learner is enrolled.
        learner: Places of learners; `exercise`: of exercises, -1 for one of no course.
        worth: Order of the results among all of their exercise: smaller is better.
        at: Seconds since 1970 UTC.
    """

    exercises: tuple[Exercise, ...]
    companies: tuple[str, ...]
    keys: Tokens
    company: Numbers
    joined_at: Numbers
    learner: Numbers
    exercise: Numbers
    accepted: Bools
    points: Numbers
    cost: Numbers
    merit: Numbers
    worth: Numbers
    at: Numbers

    @classmethod
    def of(cls, inputs: Inputs, results: Iterable[tuple[Any, ...]]) -> Self:
        """Read results of the learners of `inputs`, in any order, each like a `Result`."""
        released = set(inputs.released)
        exercises = tuple(one for one in inputs.exercises if one.id in released)
        keys = keys_of([person.learner for person in inputs.people])
        people = [inputs.people[place] for place in np.argsort(keys)]
        companies = {name: n for n, name in enumerate(sorted({one.company for one in people}))}
        columns = _columns(
            results,
            {person.learner: n for n, person in enumerate(people)},
            {one.id: n for n, one in enumerate(exercises)},
        )
        order = np.lexsort((columns.pop("id"), columns["at"]))
        for name in columns:  # one by one: all of them twice would be most of the memory
            columns[name] = columns[name][order]
        return cls(
            exercises=exercises,
            companies=tuple(companies),
            keys=np.sort(keys),
            company=np.array([companies[one.company] for one in people], np.int64),
            joined_at=np.array([one.joined_at for one in people], np.int64),
            worth=_worth(columns, exercises),
            **columns,
        )

    @cached_property
    def _by_pair(self) -> tuple[Numbers, Numbers]:
        """Rows of each learner on each exercise together and in order of time, and the pair."""
        rows = np.flatnonzero(self.exercise >= 0)
        pair = self.exercise[rows].astype(np.int64) * len(self.keys) + self.learner[rows]
        order = np.argsort(pair, kind="stable")
        return rows[order], pair[order]

    def steps(self) -> Steps:
        """Return the results by which somebody's best became better."""
        rows, pair = self._by_pair
        first = _starts(pair)
        # One running minimum for all: that of a later pair lies below all of an earlier one.
        base = np.cumsum(first) * (self.worth.max(initial=0) + 1)
        best = np.minimum.accumulate(self.worth[rows] - base)
        better = first.copy()
        better[1:] |= best[1:] < best[:-1]
        rows, first = rows[better], first[better]
        accepted = self.accepted[rows]
        steps = Steps(
            row=rows,
            points=_added(self.points[rows], first),
            merit=_added(self.merit[rows], first),
            first=first,
            fresh=_added(accepted.astype(np.int64), first) > 0,
        )
        return steps.take(np.argsort(rows))

    def fared(self, until: int | None = None) -> Iterator[tuple[str, Fared]]:
        """Yield every exercise that somebody tried, by id, and how those fared on it.

        Args:
            until: Results from this moment on are left out.
        """
        rows, pair = self._by_pair
        if until is not None:
            early = self.at[rows] < until
            rows, pair = rows[early], pair[early]
        starts = np.flatnonzero(_starts(pair))
        who = pair[starts] % max(len(self.keys), 1)
        counts = np.diff(starts, append=len(pair))
        # Places within each pair: the first accepted one is the least of them.
        place = np.arange(len(pair)) - np.repeat(starts, counts)
        until_accepted = np.where(self.accepted[rows], place, len(pair))
        tries = np.minimum(_least(until_accepted, starts) + 1, counts)
        through = np.logical_or.reduceat(self.accepted[rows], starts) if len(rows) else _nobody()
        accepted_at = np.where(through, self.at[rows[starts + tries - 1]], _NEVER)
        best = rows[_first_best(self.worth[rows], starts, counts)]
        every = Fared(
            keys=self.keys[who], company=self.company[who], tries=tries,
            first_at=self.at[rows[starts]], accepted_at=accepted_at, cost=self.cost[best],
            costed=self.accepted[best] & (self.cost[best] != _NO_COST),
            placed=self.points[best] > 0,
        )  # fmt: skip
        of = pair[starts] // max(len(self.keys), 1)
        for number in sorted(np.unique(of), key=lambda n: self.exercises[n].id):
            yield self.exercises[number].id, every.take(of == number)


def _columns(
    results: Iterable[tuple[Any, ...]], learners: Mapping[str, int], exercises: Mapping[str, int]
) -> dict[str, Column]:
    stream = iter(results)
    parts: list[list[Column]] = []
    while chunk := list(islice(stream, _CHUNK)):
        ids, names, tried, accepted, points, costs, merits, at = zip(*chunk, strict=True)
        parts.append(
            [
                np.array(ids, np.int64),
                np.array([learners[name] for name in names], np.int32),
                np.array([exercises.get(name, -1) for name in tried], np.int32),
                np.array(accepted, bool),
                np.array(points, np.int64),
                np.array([_NO_COST if cost is None else cost for cost in costs], np.int64),
                np.array(merits, np.int64),
                np.array(at, np.int64),
            ]
        )
    names = ("id", "learner", "exercise", "accepted", "points", "cost", "merit", "at")
    if not parts:
        return {name: np.zeros(0, bool if name == "accepted" else np.int64) for name in names}
    return {name: np.concatenate([part[n] for part in parts]) for n, name in enumerate(names)}


def _worth(columns: Mapping[str, Column], exercises: tuple[Exercise, ...]) -> Numbers:
    """Return the order of `leaderboard.ranking` as one number per result: smaller is better."""
    sign = np.array([1 if one.direction == "min" else -1 for one in exercises] + [1], np.int64)
    cost, accepted = columns["cost"], columns["accepted"]
    value = np.where(accepted & (cost != _NO_COST), cost * sign[columns["exercise"]], _NO_COST)
    ranked = (value, -columns["points"], ~accepted)
    order = np.lexsort(ranked)
    differs = np.zeros(len(order), bool)
    for column in ranked:
        differs[1:] |= column[order][1:] != column[order][:-1]
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(differs)
    return found


def _starts(pair: Numbers) -> Bools:
    found = np.ones(len(pair), bool)
    found[1:] = pair[1:] != pair[:-1]
    return found


def _added(values: Numbers, first: Bools) -> Numbers:
    before = np.zeros(len(values), np.int64)
    before[1:] = values[:-1]
    return values - np.where(first, 0, before)


def _least(values: Numbers, starts: Numbers) -> Numbers:
    return np.minimum.reduceat(values, starts) if len(starts) else values


def _first_best(worth: Numbers, starts: Numbers, counts: Numbers) -> Numbers:
    """Return the place of the least value of each group, of equal ones the first."""
    least = np.repeat(_least(worth, starts), counts)
    places = np.where(worth == least, np.arange(len(worth)), len(worth))
    return _least(places, starts)


def _nobody() -> Bools:
    return np.zeros(0, bool)
