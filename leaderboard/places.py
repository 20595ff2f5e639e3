"""Bring bests and places in the tally up to date with the results that came, and note rejudges."""

import json
import sqlite3  # noqa: TID251 - statements on the tally
from collections.abc import Iterable, Mapping

from leaderboard.ranking import BEST, PLACES

__all__ = ["CHUNK", "note_changes", "places", "rank"]

CHUNK = 20_000
"""Results that are taken in at once; where more pairs changed, everything is ranked anew."""
Ranks = Mapping[tuple[str, str], int]
"""By exercise and learner."""
_INDEXES = {
    "result_pair": "result (exercise, learner)",
    "result_learner": "result (learner, submitted_at, id)",
}


def rank(db: sqlite3.Connection) -> None:
    """Find the best of each touched learner and exercise, and place everybody on those boards."""
    for name, columns in _INDEXES.items():
        # Only now: the first results come at once.
        db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")
    mine = of_mine = board = "TRUE"
    (touched,) = db.execute("SELECT count(*) FROM touched").fetchone()
    if touched <= CHUNK:
        among = "IN (SELECT exercise, learner FROM touched)"
        mine, of_mine = f"(exercise, learner) {among}", f"(r.exercise, r.learner) {among}"
        board = "exercise IN (SELECT exercise FROM touched)"
    db.execute(f"DELETE FROM best WHERE {mine}")  # noqa: S608 - constant
    db.execute(BEST.format(chosen=of_mine))
    db.execute(f"UPDATE best SET ord = NULL, rank = NULL WHERE {board} AND ord IS NOT NULL")  # noqa: S608
    db.execute(PLACES.format(chosen=board))
    db.execute("DELETE FROM touched")


def places(db: sqlite3.Connection, exercises: Iterable[str]) -> Ranks:
    """Return the ranks on some boards by exercise and learner."""
    rows = db.execute(
        "SELECT exercise, learner, rank FROM best "
        "WHERE rank AND exercise IN (SELECT value FROM json_each(?))",
        (json.dumps(list(exercises)),),
    )
    return {(exercise, learner): place for exercise, learner, place in rows}


def note_changes(
    db: sqlite3.Connection, before: Ranks, after: Ranks, cause: str, judged_at: int
) -> None:
    """Note whom a rejudge moved.

    Args:
        db: The tally.
        before: The ranks before it.
        after: The ranks since.
        cause: Its reason, as it was recorded.
        judged_at: Seconds since 1970 UTC.
    """
    db.executemany(
        "INSERT OR REPLACE INTO rank_change VALUES (?, ?, ?, ?, ?, ?)",
        [
            (exercise, judged_at, learner, old, new, cause)
            for exercise, learner in before.keys() | after.keys()
            if (old := before.get((exercise, learner))) != (new := after.get((exercise, learner)))
        ],
    )
