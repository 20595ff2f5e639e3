"""Notebooks and answers are kept for a while; verdicts stay."""

from datetime import datetime

from grader.results.chain import note
from grader.results.database import Database
from grader.results.rows import seconds

__all__ = ["retain"]

_KEPT = """
SELECT a.blob AS sha FROM attempts AS a LEFT JOIN queue AS q ON q.attempt_id = a.id
WHERE a.submitted_at >= :since OR q.state <> 'done'
UNION SELECT v.frame FROM verdicts AS v JOIN attempts AS a ON a.id = v.attempt_id
WHERE v.frame IS NOT NULL AND a.submitted_at >= :since
"""


def retain(database: Database, since: datetime, *, actor: str, now: datetime) -> int:
    """Delete the bytes of what was handed in before a time, and return how many pieces that were.

    What waits to be judged is kept, and what somebody handed in again since.
    """
    with database.write() as rows:
        deleted = rows.execute(
            f"DELETE FROM blobs WHERE sha NOT IN ({_KEPT})",  # noqa: S608 - constant
            {"since": seconds(since)},
        )
        note(database, actor=actor, action="retained", subject=f"since {since:%Y-%m-%d}",
             detail=f"{deleted} pieces", now=now)  # fmt: skip
    database.forget()
    return deleted
