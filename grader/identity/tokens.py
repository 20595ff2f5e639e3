"""Sign-in tokens of programs that act for a person."""

import hashlib
import secrets
from datetime import datetime, timedelta

from grader.identity.persons import Person, number_of, person_of
from grader.results.database import Database

__all__ = ["Tokens"]


class Tokens:
    """Sign-in tokens; only their hashes are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, learner_id: str, now: datetime, *, days: int = 90) -> str:
        """Make a token and return it; it cannot be read again."""
        token = secrets.token_urlsafe(32)
        expires = int((now + timedelta(days=days)).timestamp())
        with self._database.write() as database:
            row = {"hash": _hash(token), "number": number_of(learner_id)}
            database.insert("tokens", {**row, "expires_at": expires, "revoked": 0})
        return token

    def holder(self, token: str, now: datetime) -> Person | None:
        """Return whose token this is, if it is valid now."""
        rows = self._database.rows(
            "SELECT * FROM persons WHERE number = (SELECT number FROM tokens "
            "WHERE hash = ? AND NOT revoked AND expires_at > ?)",
            (_hash(token), int(now.timestamp())),
        )
        return person_of(rows[0]) if rows else None

    def revoke(self, learner_id: str) -> int:
        """Make all tokens of a person void and return how many there were."""
        with self._database.write() as database:
            return database.execute(
                "UPDATE tokens SET revoked = 1 WHERE number = ? AND NOT revoked",
                (number_of(learner_id),),
            )


def _hash(token: str) -> str:
    # Tokens are 256 random bits, so a plain hash cannot be searched.
    return hashlib.sha256(token.encode()).hexdigest()
