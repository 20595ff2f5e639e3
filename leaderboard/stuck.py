"""Where learners get stuck: who tried each exercise, who got through, after how much. Pure.

All figures are the consortium's, none a company's, and each is decided like a skill cell: `settle`
applies R1 to R4. How long it took rests on those alone who got through, so it is a figure of its
own, decided over them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple

import numpy as np

from leaderboard.bands import rate, rounded
from leaderboard.cells import Last
from leaderboard.disclosure import POOLED, Cell, People, Rules, Values, settle, still_shown
from leaderboard.panel import keys_of, mixed
from leaderboard.totals import band_told

__all__ = ["HOURS", "LONGER", "TRIED", "Tried", "hours_band", "stuck_cells", "stuck_rows", "tried"]

TRIED = """
SELECT r.exercise, r.learner, p.company, r.accepted, r.submitted_at
FROM result AS r INDEXED BY result_pair JOIN person AS p USING (learner)
WHERE r.submitted_at < ? AND r.exercise IN (SELECT exercise FROM board_exercise WHERE board = 'all')
ORDER BY r.exercise, r.learner, r.submitted_at, r.id
"""
"""Query on the tally: all attempts before a moment, as `tried` reads them."""
HOURS = (1, 2, 4, 8, 24, 72, 168)
"""Ends of the bands of a length of time, hours."""
LONGER = 8760
"""Stands for more than the last of `HOURS`: a year."""
_HOUR = 3600
_ENOUGH = 50
_TRIED, _TIMED = "exercise:", "hours:"


class Tried(NamedTuple):
    """How one learner fared on one exercise so far.

    Attributes:
        tries: Attempts up to the first accepted one, or all so far.
        first_at: Time of the first attempt; `accepted_at`: of the first accepted one, if any.
            Seconds since 1970 UTC.
    """

    exercise: str
    learner: str
    company: str
    tries: int
    first_at: int
    accepted_at: int | None

    @property
    def seconds(self) -> int | None:
        """Time from the first attempt to the first accepted one."""
        return None if self.accepted_at is None else self.accepted_at - self.first_at


def tried(rows: Iterable[tuple[str, str, str, int, int]]) -> Iterator[Tried]:
    """Yield how each learner fared on each exercise.

    Args:
        rows: Exercise, learner, company, whether accepted, and time of every attempt; those of a
            learner on an exercise together and in order of time.
    """
    for (exercise, learner, company), attempts in groupby(rows, key=itemgetter(0, 1, 2)):
        tries, first_at, accepted_at = 0, None, None
        for *_, accepted, moment in attempts:
            first_at = moment if first_at is None else first_at
            if accepted_at is None:
                tries += 1
                accepted_at = moment if accepted else None
        yield Tried(exercise, learner, company, tries, first_at or 0, accepted_at)


def stuck_cells(
    fared: Iterable[Tried], *, period: str, as_of: int, rules: Rules, last: Last
) -> Iterator[Cell]:
    """Yield two cells of every exercise that somebody tried, and remember them in `last`.

    Args:
        fared: Those of an exercise together.
        period: Code of the week that closed.
        as_of: End of the week.
        rules: Settings.
        last: What was remembered the week before; brought up to date.
    """
    for exercise, group in groupby(fared, key=attrgetter("exercise")):
        everybody = list(group)
        through = [one for one in everybody if one.accepted_at is not None]
        for name, some, values in (
            (f"{_TRIED}{exercise}", everybody, _figures),
            (f"{_TIMED}{exercise}", through, _duration),
        ):
            cell, last[POOLED, name] = settle(
                _people(some),
                partial(values, some, rules),
                period=period,
                as_of=as_of,
                company=POOLED,
                skill=name,
                rules=rules,
                last=last.get((POOLED, name)),
            )
            yield cell


def stuck_rows(
    cells: Iterable[Cell], rules: Rules, exercises: Iterable[str] = ()
) -> list[tuple[object, ...]]:
    """Return the rows of ``stuck``; of `exercises` that nobody tried as if few had.

    Each has week, exercise, status, band of learners, rate accepted, median attempts, band of the
    median hours (``None`` where that alone is withheld), and the end of the week of the values.
    """
    every = list(cells)
    timed = {
        (cell.period, cell.skill.removeprefix(_TIMED)): cell
        for cell in every
        if cell.skill.startswith(_TIMED) and still_shown(cell, rules)
    }
    rows: list[tuple[object, ...]] = []
    for cell in every:
        if not cell.skill.startswith(_TRIED):
            continue
        exercise = cell.skill.removeprefix(_TRIED)
        if not still_shown(cell, rules):
            rows.append((cell.period, exercise, "withheld", *(None,) * 4, cell.as_of))
            continue
        # Below, a time that is withheld would tell through how few got, and the rate then how
        # many there are. By the band that is told, since a time would tell it.
        enough = int(str(cell.values["n_band"]).rstrip("+")) >= _ENOUGH
        time = timed.get((cell.period, exercise)) if enough else None
        oldest = min((cell, *([time] if time else [])), key=attrgetter("as_of"))
        shown = tuple(cell.values[name] for name in ("n_band", "accepted", "attempts"))
        hours = time.values["hours"] if time else None
        rows.append((cell.period, exercise, oldest.status, *shown, hours, oldest.as_of))
    return rows + _untried(rows, every, exercises)


def _untried(
    rows: Iterable[Sequence[object]], cells: Iterable[Cell], exercises: Iterable[str]
) -> list[tuple[object, ...]]:
    known = {tuple(row[:2]) for row in rows}
    ends: dict[str, int] = {}
    for cell in cells:
        # Only weeks that closed last when somebody published have such figures.
        if cell.skill.startswith((_TRIED, _TIMED)):
            ends[cell.period] = max(cell.as_of, ends.get(cell.period, 0))
    return [
        (period, exercise, "withheld", *(None,) * 4, end)
        for period, end in ends.items()
        for exercise in exercises
        if (period, exercise) not in known
    ]


def hours_band(hours: float) -> int:
    """Return the end of the band in which a length of time lies, hours."""
    return next((end for end in HOURS if hours <= end), LONGER)


def _people(some: Sequence[Tried]) -> People:
    companies: dict[str, int] = {}
    keys = keys_of([one.learner for one in some])
    # What a learner contributes: attempts, whether they got through, and in what time.
    took = [0 if one.seconds is None else one.seconds + 1 for one in some]
    tries = [one.tries for one in some]
    places = [companies.setdefault(one.company, len(companies)) for one in some]
    order = np.argsort(keys)
    return People(
        keys=keys[order],
        tokens=mixed(keys, np.array(tries, np.uint64), np.array(took, np.uint64))[order],
        company=np.array(places, np.int64)[order],
        counted=np.ones(len(some), bool),
    )


def _figures(everybody: Sequence[Tried], rules: Rules) -> Values:
    # What each company has is not known here, so nobody can subtract the others' least.
    low = band_told(Counter(one.company for one in everybody).values(), rules)
    through = sum(one.accepted_at is not None for one in everybody)
    return {
        "n_band": f"{low}+",
        "accepted": rate(through, len(everybody), low),
        "attempts": rounded(median(one.tries for one in everybody), 1),
    }


def _duration(through: Sequence[Tried], _: Rules) -> Values:
    return {"hours": hours_band(median(one.seconds or 0 for one in through) / _HOUR)}
