"""inbox.db: what the pages note for the platform; they may write nothing else.

The pages (``leaderboard.inbox``) add rows and never change one. Here they are read: decisions go
into ``identity.db`` at the next publish, views are for ``qskills people log``.
"""

import sqlite3  # noqa: TID251 - a small file of another process, which must not be migrated here
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.errors import ResultsError
from grader.identity import Decision
from grader.results.rows import moment

__all__ = ["Viewed", "read_decisions", "read_views"]


@dataclass(frozen=True, slots=True)
class Viewed:
    """Somebody looked at figures of persons.

    Attributes:
        actor: Learner id of whoever looked.
        viewer: As what: ``admin``, ``course-<id>``, ``learner``.
        page: What page, or ``export`` for a copy of the own data.
        subject: What part of it, e.g. an exercise; may be empty.
    """

    at: datetime
    actor: str
    viewer: str
    page: str
    subject: str


def read_decisions(path: Path) -> list[Decision]:
    """Return all decisions, oldest first; none if there is no inbox yet.

    Raises:
        ResultsError: If the file cannot be read.
    """
    return [
        Decision(
            learner_id=row["learner"],
            purpose=row["purpose"],
            given=bool(row["given"]),
            text_version=row["text_version"],
            at=moment(row["at"]),
            key=row["key"],
        )
        for row in _rows(path, "SELECT * FROM decision ORDER BY id")
    ]


def read_views(path: Path) -> list[Viewed]:
    """Return who looked at figures of persons, oldest first.

    Raises:
        ResultsError: If the file cannot be read.
    """
    return [
        Viewed(moment(row["at"]), row["actor"], row["viewer"], row["page"], row["subject"])
        for row in _rows(path, "SELECT * FROM viewed ORDER BY id")
    ]


def _rows(path: Path, sql: str) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(sql)]
    except sqlite3.DatabaseError as error:
        raise ResultsError(f"{path}: cannot be read: {error}; restore it from a backup") from error
