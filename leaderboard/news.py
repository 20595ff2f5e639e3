"""What happened, for the list of news: codes and numbers only, which a page puts into words. Pure.

Four kinds: ``rejudge`` moved places on an exercise's board, ``record`` of an open challenge,
``release`` of company figures, ``exercise`` that somebody was the first to solve.
"""

import json
from collections.abc import Iterable, Sequence

from leaderboard.bands import at_least
from leaderboard.disclosure import Cell

__all__ = ["CHANGED", "FIRSTS", "KINDS", "news_rows"]

KINDS = ("rejudge", "record", "release", "exercise")
_KEPT = 100
"""News of one file; older ones are dropped."""

CHANGED = """
SELECT exercise, rejudged_at, cause, count(*) FROM rank_change GROUP BY 1, 2, 3
"""
"""Query on the tally: rejudges, and how many places each moved."""
FIRSTS = "SELECT exercise, min(submitted_at) FROM result WHERE accepted GROUP BY 1"
"""Query on the tally: when each exercise was solved first."""


def news_rows(
    *,
    exercises: Iterable[str],
    changed: Iterable[tuple[str, int, str, int]],
    firsts: Iterable[tuple[str, int]],
    records: Iterable[Sequence[object]],
    cells: Iterable[Cell],
    exact: bool = False,
) -> list[tuple[object, ...]]:
    """Return the rows of the table ``news``, the newest first.

    Args:
        exercises: Ids of the exercises that the file holds; news of others are left out.
        changed: Exercise, time, cause and number of moved places of each rejudge.
        firsts: Exercise and time of its first accepted result.
        records: Rows of the table ``record`` of the same scope.
        cells: Figures of all weeks.
        exact: Whether the scope may know how many places moved; else it is a lower bound.
    """
    known = set(exercises)
    found: dict[tuple[int, str, str], dict[str, object]] = {}
    for exercise, moment, cause, moved in changed:
        many = str(moved) if exact else at_least(moved)
        found[moment, "rejudge", exercise] = {"cause": cause, "moved": many}
    costs: dict[object, object] = {}
    for challenge, _, handle, _, cost, _, attained_at, *_ in records:
        said = {"cost": cost, "before": costs.get(challenge), "handle": handle}
        costs[challenge] = cost
        found[int(str(attained_at)), "record", str(challenge)] = said
    for exercise, moment in firsts:
        if exercise not in costs:  # of a challenge its first record says it
            found[moment, "exercise", exercise] = {}
    released: dict[str, int] = {}
    for cell in cells:
        # Of every week: left out, it would say that all figures are held or withheld.
        released[cell.period] = max(cell.as_of, released.get(cell.period, 0))
    for period, moment in released.items():
        found[moment, "release", ""] = {"period": period}
    newest = sorted(
        (key for key in found if not key[2] or key[2] in known), reverse=True
    )  # by time; the rest only keeps the order the same in every build
    return [(*key, json.dumps(found[key], sort_keys=True)) for key in newest[:_KEPT]]
