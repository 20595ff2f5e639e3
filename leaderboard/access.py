"""Who may sign in as what: ``boards/access.db``, written by publishing, read at every run.

The file names no login. It holds a keyed hash of each, so that whoever gets hold of it alone can
neither list the logins nor try guesses; the key lies beside it in a file of its own. There is no
copy of before and none in the history: an old one would give back what was taken from somebody.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from leaderboard.board import BoardInvalid, Row, StoredFile

__all__ = ["ACCESS", "ACCESS_KEY", "Access", "Known", "account_hash"]

ACCESS_KEY = "access.key"
"""File with the key, in the folder of the boards; 0600."""
_BYTES = 32

ACCESS = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE account (hash TEXT PRIMARY KEY, learner TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE may (learner TEXT NOT NULL REFERENCES account (learner), viewer TEXT NOT NULL,
    ord INTEGER NOT NULL, PRIMARY KEY (learner, viewer)) STRICT, WITHOUT ROWID;
CREATE TABLE decision (learner TEXT NOT NULL REFERENCES account (learner), purpose TEXT NOT NULL,
    given INTEGER NOT NULL, text_version TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (learner, purpose)) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose login is known.

    Attributes:
        learner: Opaque id.
        viewers: Codes of the viewers that the person may be, the usual one first.
        decisions: Newest published decision about each purpose: the row of the table.
    """

    learner: str
    viewers: tuple[str, ...]
    decisions: Mapping[str, Row]


def account_hash(key: bytes, account: str) -> str:
    """Return the name of a login in ``access.db``; the case of plain letters does not count.

    Only that: by Unicode's wider rules another login may look the same, and belong to another.
    """
    plain = account.strip()
    plain = plain.lower() if plain.isascii() else plain
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


class Access(StoredFile):
    """Who may sign in as what."""

    @classmethod
    def of(cls, boards: Path) -> Self:
        """Open the published file itself, never one of before.

        Raises:
            BoardMissing: If nothing was published yet.
            BoardInvalid: If the file cannot be read.
        """
        return cls(boards / "access.db")

    def find(self, account: str) -> Known | None:
        """Return whose login this is, ``None`` if nobody's.

        Raises:
            BoardInvalid: If file or key cannot be read.
        """
        rows = self._rows(
            "SELECT learner FROM account WHERE hash = ?", (account_hash(self._key(), account),)
        )
        return self.person(rows[0]["learner"]) if rows else None

    def person(self, learner: str) -> Known:
        """Return what a person may be, and what they decided."""
        may = self._rows("SELECT viewer FROM may WHERE learner = ? ORDER BY ord", (learner,))
        decided = self._rows("SELECT * FROM decision WHERE learner = ?", (learner,))
        return Known(
            learner,
            tuple(row["viewer"] for row in may),
            {row["purpose"]: row for row in decided},
        )

    def _key(self) -> bytes:
        path = self.path.with_name(ACCESS_KEY)
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise BoardInvalid(f"{path} cannot be read; run `qskills publish` again") from error
        if len(key) != _BYTES:
            raise BoardInvalid(f"{path} is damaged; run `qskills publish` again")
        return key
