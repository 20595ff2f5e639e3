"""What the pages may write: decisions of the person who is signed in, and who looked at what.

``<state>/inbox.db`` only grows: triggers refuse changes. `qskills publish` takes decisions from
here into identity; until then the pages honour the newest one of the person at hand.
"""

import os
import secrets
import sqlite3  # noqa: TID251 - the one file that the pages may write
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from leaderboard.board import LeaderboardError

__all__ = ["PURPOSES", "Inbox", "InboxUnusable"]

PURPOSES = ("terms", "show-name", "show-company")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decision (id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE, learner TEXT NOT NULL, purpose TEXT NOT NULL,
    given INTEGER NOT NULL, text_version TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS decision_of ON decision (learner, id);
CREATE TABLE IF NOT EXISTS viewed (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,
    actor TEXT NOT NULL, viewer TEXT NOT NULL, page TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
""" + "".join(
    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END;\n"
    for table in ("decision", "viewed")
    for verb in ("UPDATE", "DELETE")
)
_WAIT_S = 10.0


class InboxUnusable(LeaderboardError):
    """The inbox cannot be read or written."""


class Inbox:
    """The inbox of one state directory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def decide(self, learner: str, purpose: str, *, given: bool, text_version: str) -> None:
        """Note that the person who is signed in agreed to something, or took it back.

        Raises:
            InboxUnusable: If it could not be noted for good.
        """
        if purpose not in PURPOSES:
            raise InboxUnusable(f"there is no purpose {purpose!r}")
        row = (secrets.token_hex(16), learner, purpose, int(given), text_version, int(time.time()))
        with self._open() as db, db:
            db.execute(
                "INSERT INTO decision (key, learner, purpose, given, text_version, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )

    def newest(self, learner: str) -> Mapping[str, Mapping[str, object]]:
        """Return a person's newest decision about each purpose, published or not.

        Raises:
            InboxUnusable: If the file cannot be read.
        """
        if not self.path.exists():
            return {}
        with self._open() as db:
            db.row_factory = sqlite3.Row
            rows = db.execute("SELECT * FROM decision WHERE learner = ? ORDER BY id", (learner,))
            return {row["purpose"]: dict(row) for row in rows}

    def note_view(self, actor: str, viewer: str, page: str, subject: str = "") -> None:
        """Note that somebody looks at figures of persons, before they are shown.

        Raises:
            InboxUnusable: If it could not be noted; then nothing may be shown.
        """
        with self._open() as db, db:
            db.execute(
                "INSERT INTO viewed (at, actor, viewer, page, subject) VALUES (?, ?, ?, ?, ?)",
                (int(time.time()), actor, viewer, page, subject[:200]),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(self.path, timeout=_WAIT_S)) as db:
                db.execute("PRAGMA synchronous=FULL")
                if not db.execute("PRAGMA user_version").fetchone()[0]:
                    db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version=1; COMMIT;")
                yield db
        except (OSError, sqlite3.Error) as error:
            raise InboxUnusable(f"{self.path} cannot be used: {error}; check disk and owner") from (
                error
            )
