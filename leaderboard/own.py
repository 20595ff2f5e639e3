"""Read one learner's own rows of the published ``people.db``."""

from pathlib import Path
from typing import Self

from leaderboard.board import Row, StoredFile

__all__ = ["Own"]


class Own(StoredFile):
    """One learner's own rows in ``people.db``. The id comes from sign-in, never from a page."""

    learner: str = ""

    @classmethod
    def of(cls, boards: Path, learner: str) -> Self:
        """Open the rows of one learner.

        Raises:
            BoardMissing: If nothing was published yet.
            BoardInvalid: If the file cannot be read.
        """
        own = cls.open(boards / "people.db")
        own.learner = learner
        return own

    def people(self) -> list[Row]:
        """Return handles and decisions of all, for publishing: who left may stand on no board."""
        return self._rows("SELECT handle, public, show_company FROM person")

    def person(self) -> Row | None:
        """Return the learner's own summary, ``None`` before the first publish that knows them."""
        rows = self._mine("SELECT * FROM person WHERE learner = ?")
        return rows[0] if rows else None

    def attempts(self) -> list[Row]:
        """Return the learner's attempts, newest first."""
        return self._mine("SELECT * FROM attempt WHERE learner = ? ORDER BY ord DESC")

    def bests(self) -> dict[str, Row]:
        """Return the learner's best results by exercise."""
        rows = self._mine("SELECT * FROM best WHERE learner = ?")
        return {row["exercise_id"]: row for row in rows}

    def neighbours(self) -> list[Row]:
        """Return the places around the learner's own."""
        return self._mine("SELECT * FROM neighbour WHERE learner = ? ORDER BY ord")

    def mastery(self) -> dict[str, Row]:
        """Return the learner's share of the points of each skill."""
        rows = self._mine("SELECT * FROM mastery WHERE learner = ?")
        return {row["skill_id"]: row for row in rows}

    def usage(self) -> list[Row]:
        """Return the learner's own device use by device and day, oldest first."""
        return self._mine("SELECT * FROM usage_day WHERE learner = ? ORDER BY day, device")

    def quotas(self) -> list[Row]:
        """Return what the learner may use in a month, and what they used."""
        return self._mine("SELECT * FROM quota WHERE learner = ? ORDER BY month, unit")

    def everything(self) -> dict[str, list[Row]]:
        """Return all rows about the learner by table; of others nothing but what they see too."""
        tables = self._rows(
            "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c "
            "WHERE c.name = 'learner' AND m.name NOT IN ('neighbour', 'judged') ORDER BY m.name"
        )
        names = [row["name"] for row in tables]
        return {
            name: [dict(row) for row in self._mine(f"SELECT * FROM {name} WHERE learner = ?")]  # noqa: S608
            for name in names
        }

    def rank_changes(self) -> list[Row]:
        """Return what rejudging changed of the learner's places, the newest first."""
        return self._mine("SELECT * FROM rank_change WHERE learner = ? ORDER BY rejudged_at DESC")

    def _mine(self, sql: str) -> list[Row]:
        return self._rows(sql, (self.learner,))
