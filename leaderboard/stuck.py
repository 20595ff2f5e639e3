"""Where learners get stuck: who tried each exercise, who got through, after how much. Pure.

All figures are the consortium's, none a company's, and each is decided like a skill cell: `settle`
applies R1 to R4. How long it took rests on those alone who got through, so it is a figure of its
own, decided over them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter

import numpy as np

from leaderboard.attempts import Fared
from leaderboard.bands import rate, rounded
from leaderboard.cells import Last
from leaderboard.disclosure import POOLED, Cell, People, Rules, Values, settle, still_shown
from leaderboard.panel import mixed
from leaderboard.totals import band_told

__all__ = ["HOURS", "LONGER", "hours_band", "stuck_cells", "stuck_rows"]

HOURS = (1, 2, 4, 8, 24, 72, 168)
"""Ends of the bands of a length of time, hours."""
LONGER = 8760
"""Stands for more than the last of `HOURS`: a year."""
_HOUR = 3600
_ENOUGH = 50
_TRIED, _TIMED = "exercise:", "hours:"


def stuck_cells(
    tried: Iterable[tuple[str, Fared]], *, period: str, as_of: int, rules: Rules, last: Last
) -> Iterator[Cell]:
    """Yield two cells of every exercise that somebody tried, and remember them in `last`.

    Args:
        tried: Each exercise, and how those fared on it who tried.
        period: Code of the week that closed.
        as_of: End of the week.
        rules: Settings.
        last: What was remembered the week before; brought up to date.
    """
    for exercise, everybody in tried:
        for name, some, values in (
            (f"{_TRIED}{exercise}", everybody, _figures),
            (f"{_TIMED}{exercise}", everybody.take(everybody.accepted_at >= 0), _duration),
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


def _people(some: Fared) -> People:
    # What a learner contributes: attempts, whether they got through, and in what time.
    took = np.where(some.accepted_at >= 0, some.accepted_at - some.first_at + 1, 0)
    return People(
        keys=some.keys,
        tokens=mixed(some.keys, some.tries.astype(np.uint64), took.astype(np.uint64)),
        company=some.company,
        counted=np.ones(len(some.keys), bool),
    )


def _figures(everybody: Fared, rules: Rules) -> Values:
    # What each company has is not known here, so nobody can subtract the others' least.
    low = band_told(np.bincount(everybody.company).tolist(), rules)
    through = int((everybody.accepted_at >= 0).sum())
    return {
        "n_band": f"{low}+",
        "accepted": rate(through, len(everybody.keys), low),
        "attempts": rounded(float(np.median(everybody.tries)), 1),
    }


def _duration(through: Fared, _: Rules) -> Values:
    return {"hours": hours_band(float(np.median(through.accepted_at - through.first_at)) / _HOUR)}
