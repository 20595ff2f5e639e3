"""Take verdict rows into the tally: what counts, its reasons in words, and what a rejudge moved."""

import sqlite3  # noqa: TID251 - statements on the tally
from collections.abc import Callable
from itertools import pairwise

from grader.results.store import RECORDED, Recorded
from leaderboard.places import CHUNK, note_changes, places, rank
from leaderboard.records import Names

__all__ = ["SCRATCH", "Explain", "take_in"]

Explain = Callable[[Recorded], Names]
_FIRST_JUDGEMENT = ("graded", "cached")
"""Causes of verdicts that are no rejudge."""
SCRATCH = f"CREATE TEMP TABLE came ({', '.join(Recorded._fields)}, source)"
"""What one connection takes in at a time: its rows, and what their reason depends on."""
# Equal sources have equal reasons. An accepted answer's words compare its cost with par and best.
_CAME = f"""
WITH recorded ({", ".join(Recorded._fields)}) AS ({RECORDED})
INSERT INTO came SELECT *, exercise || ' ' || outcome || ' ' || reason_key || ' ' ||
    CASE outcome WHEN 'AC' THEN ifnull(cost, '') ELSE '' END || ' ' || reason
FROM recorded
"""  # noqa: S608 - constants
_GROUPS = f"""
SELECT id, cause FROM (
    SELECT id, cause, lag(cause) OVER (ORDER BY id) AS before FROM (
        SELECT id, CASE WHEN cause IN {_FIRST_JUDGEMENT} THEN '' ELSE cause END AS cause
        FROM verdicts WHERE id > ?
    )
) WHERE cause IS NOT before ORDER BY id
"""  # noqa: S608 - constants
"""Where a rejudge begins behind a row, and where first judgements (``''``) do."""
_REJUDGED = (
    f"SELECT EXISTS (SELECT 1 FROM verdicts WHERE id > ? AND cause NOT IN {_FIRST_JUDGEMENT})"  # noqa: S608
)
_UNCOUNTED = """
DELETE FROM came WHERE NOT counted
    OR (exercise, version) NOT IN (SELECT id, version FROM exercise)
"""
_STRANGERS = """
INSERT OR IGNORE INTO skipped
SELECT learner FROM came WHERE learner NOT IN (SELECT learner FROM person)
"""
_UNSPOKEN = """
SELECT * FROM came WHERE rowid IN (SELECT min(rowid) FROM came GROUP BY source)
    AND source NOT IN (SELECT source FROM reason) ORDER BY id
"""
_RESULTS = """
INSERT OR REPLACE INTO result
SELECT c.id, c.attempt_id, c.exercise, c.learner, c.outcome, c.outcome = 'AC', c.points,
    c.max_points, iif(c.outcome = 'AC', c.cost, NULL),
    iif(c.outcome = 'AC', CAST(round(1000 * ifnull(c.merit, 0)) AS INTEGER), 0), c.metrics, w.id,
    c.language, c.course, c.assignment, c.submitted_at, c.judged_at, c.judge_version, c.method,
    c.isolation_level, c.cause, c.demo, reference(c.id)
FROM came AS c CROSS JOIN reason AS w ON w.source = c.source ORDER BY c.id
"""


def take_in(db: sqlite3.Connection, last: int, explain: Explain) -> int:
    """Take in the verdict rows behind `last`, and return the newest.

    Args:
        db: The tally, with `SCRATCH` made and the results store attached as ``recorded``.
        last: Newest row that was taken in before.
        explain: Gives the reason of a verdict in words; asked once for equal reasons.
    """
    (newest,) = db.execute("SELECT max(?, ifnull(max(id), 0)) FROM verdicts", (last,)).fetchone()
    for (first, cause), (following, _) in pairwise([*_groups(db, last), (newest + 1, "")]):
        if cause:
            rank(db)  # what came before is what the rejudge moves
        for start in range(first - 1, following - 1, CHUNK):
            db.execute(_CAME, (start, min(start + CHUNK, following - 1)))
            if not cause:
                _put(db, explain)
        if cause:
            _rejudge(db, explain, cause)
    return int(newest)


def _groups(db: sqlite3.Connection, last: int) -> list[tuple[int, str]]:
    """Return the first row and the cause of each rejudge, and of what lies between."""
    (rejudged,) = db.execute(_REJUDGED, (last,)).fetchone()
    return db.execute(_GROUPS, (last,)).fetchall() if rejudged else [(last + 1, "")]


def _rejudge(db: sqlite3.Connection, explain: Explain, cause: str) -> None:
    exercises = [name for (name,) in db.execute("SELECT DISTINCT exercise FROM came")]
    (judged_at,) = db.execute("SELECT max(judged_at) FROM came").fetchone()
    before = places(db, exercises)
    _put(db, explain)
    rank(db)
    note_changes(db, before, places(db, exercises), cause, judged_at)


def _put(db: sqlite3.Connection, explain: Explain) -> None:
    """Take in what came: give it its reasons, and note whom it touches."""
    db.execute(_UNCOUNTED)
    db.execute(_STRANGERS)
    db.execute("DELETE FROM came WHERE learner IN (SELECT learner FROM skipped)")
    for *row, source in db.execute(_UNSPOKEN).fetchall():
        one = Recorded._make(row)
        words = explain(one)
        db.execute(
            "INSERT INTO reason (source, key, en, ja) VALUES (?, ?, ?, ?)",
            (source, one.reason_key, words.en, words.ja),
        )
    db.execute(_RESULTS)
    # A fault of ours is no result: it takes the place of what it replaces, and goes.
    db.execute("DELETE FROM result WHERE id IN (SELECT id FROM came WHERE outcome = 'JE')")
    db.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT exercise, learner FROM came")
    db.execute("DELETE FROM came")
