"""Read a published board: one read-only file, one connection per query, small answers kept.

A file is never written in place; publishing replaces it by a rename. That is what makes
``immutable=1`` right, and why a page that was reading goes on reading the file it opened.
"""

import json
import sqlite3  # noqa: TID251 - board files are read and written here only
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Self

from leaderboard.cache import BoardCache, stamp
from leaderboard.schema import SCHEMA_VERSION

__all__ = [
    "Board",
    "BoardInvalid",
    "BoardMissing",
    "LeaderboardError",
    "Row",
    "StoredFile",
    "scope_file",
]

Row = Mapping[str, Any]
"""One row by column name; those of `_DECODED` are decoded from JSON."""
_DECODED = ("metrics", "limits", "detail")
_ROOM = 50_000
"""Rows that are kept in memory, some 50 MB."""
_metas: BoardCache[dict[str, str]] = BoardCache(64)
_answers: BoardCache[list[Row]] = BoardCache(_ROOM)


class LeaderboardError(Exception):
    """Root of all errors of this package. The message names cause and cure."""

    exit_code = 3


class BoardMissing(LeaderboardError):
    """There is no board of this scope yet."""


class BoardInvalid(LeaderboardError):
    """A board file is damaged, of another schema, or would break an invariant."""


def scope_file(boards: Path, scope: str) -> Path:
    """Return the file of a scope: ``public``, ``member``, ``company-<id>``, ``admin``, ..."""
    return boards / f"{scope}.db"


class StoredFile:
    """A board file that was found to be sound when opened.

    Attributes:
        meta: What the file says of itself: ``build_id``, ``scope``, ``as_of``, ...
        stale: Whether the last good copy stands in for a file that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stale = False
        self.meta = _checked_meta(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file, or its predecessor if it is missing or damaged.

        Raises:
            BoardMissing: If neither is there.
            BoardInvalid: If neither can be read.
        """
        try:
            return cls(path)
        except LeaderboardError as error:
            try:
                board = cls(path.with_suffix(".prev"))
            except LeaderboardError:
                raise error from None
            board.stale = True
            return board

    @property
    def build_id(self) -> str:
        """Name of the build that made the file."""
        return self.meta["build_id"]

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        try:
            with closing(_connect(self.path)) as db:
                db.row_factory = sqlite3.Row
                return [_decoded(row) for row in db.execute(sql, parameters)]
        except sqlite3.DatabaseError as error:
            raise BoardInvalid(f"{self.path}: {error}; run `qskills publish` again") from error


class Board(StoredFile):
    """The board of one scope. Its rows are shared by all who ask: nobody changes one."""

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        ask = super()._rows
        kept = _answers.get(
            self.path,
            stamp(self.path),
            (sql, tuple(parameters)),
            lambda: ask(sql, parameters),
            lambda rows: len(rows) + 1,
        )
        return list(kept)

    def companies(self) -> dict[str, Row]:
        """Return the companies that this scope may name, by id."""
        return {row["company_id"]: row for row in self._rows("SELECT * FROM company ORDER BY ord")}

    def skills(self) -> list[str]:
        """Return skill ids in order."""
        return [row["skill_id"] for row in self._rows("SELECT skill_id FROM skill ORDER BY ord")]

    def courses(self) -> list[Row]:
        """Return the courses in order."""
        return self._rows("SELECT * FROM course ORDER BY ord")

    def exercises(self) -> list[Row]:
        """Return the exercises in course order, with their formula."""
        return self._rows("SELECT * FROM exercise JOIN formula USING (formula_id) ORDER BY ord")

    def exercise_skills(self) -> list[Row]:
        """Return pairs of exercise and skill."""
        return self._rows(
            "SELECT * FROM exercise_skill JOIN exercise USING (exercise_id) ORDER BY ord"
        )

    def baselines(self, exercise: str) -> list[Row]:
        """Return the yardsticks of an exercise."""
        return self._rows("SELECT * FROM baseline WHERE exercise_id = ? ORDER BY kind", (exercise,))

    def entries(self, exercise: str) -> list[Row]:
        """Return the rows of an exercise's board that this scope holds, in order."""
        return self._rows("SELECT * FROM entry WHERE exercise_id = ? ORDER BY ord", (exercise,))

    def misplaced(self) -> list[Row]:
        """Return the rows of exercise boards whose place or rank is not that of their values."""
        return self._rows(
            "SELECT exercise_id, ord, rank, n FROM (SELECT exercise_id, ord, rank, "
            "row_number() OVER one AS n, lag(rank) OVER one AS above, "
            "lag(points) OVER one = points AND lag(cost) OVER one IS cost AS same FROM entry "
            "WINDOW one AS (PARTITION BY exercise_id ORDER BY ord)) "
            "WHERE ord <> n OR rank <> iif(same, above, ord)"
        )

    def sizes(self) -> dict[str, int]:
        """Return how many rows each exercise's board holds."""
        rows = self._rows("SELECT exercise_id, count(*) AS n FROM entry GROUP BY exercise_id")
        return {row["exercise_id"]: row["n"] for row in rows}

    def histogram(self, exercise: str) -> list[Row]:
        """Return the spread of best costs on an exercise."""
        return self._rows("SELECT * FROM histogram WHERE exercise_id = ? ORDER BY bin", (exercise,))

    def leaders(self, board: str = "all") -> list[Row]:
        """Return the first learners over all exercises, or over those of a course."""
        return self._rows("SELECT * FROM leader WHERE board = ? ORDER BY ord", (board,))

    def standings(self) -> list[Row]:
        """Return all companies of all periods, oldest period first, by rank."""
        return self._rows(
            "SELECT standing.*, company.name_en, company.name_ja, company.industry FROM standing "
            "JOIN company USING (company_id) ORDER BY period, rank IS NULL, rank, company.ord"
        )

    def cells(self, *, company: str | None = None, skill: str | None = None) -> list[Row]:
        """Return cells of all periods, oldest first.

        Args:
            company: Company id, ``""`` for the consortium's own; all if left out.
            skill: Skill id, ``""`` for the headline; all if left out.
        """
        return self._rows(
            "SELECT * FROM cell WHERE (?1 IS NULL OR company_id = ?1) "
            "AND (?2 IS NULL OR skill_id = ?2) ORDER BY period, company_id, skill_id",
            (company, skill),
        )

    def activity(self) -> list[Row]:
        """Return the consortium's weeks, oldest first."""
        return self._rows("SELECT * FROM activity ORDER BY ends_at")

    def stuck(self) -> list[Row]:
        """Return the weeks of every exercise: who tried and got through, oldest first."""
        return self._rows("SELECT * FROM stuck ORDER BY period, exercise_id")

    def tries(self, exercise: str) -> list[Row]:
        """Return the spread of the attempts that learners made on an exercise."""
        return self._rows("SELECT * FROM tries WHERE exercise_id = ? ORDER BY bin", (exercise,))

    def records(self) -> list[Row]:
        """Return the records of every open challenge, the one that stands last."""
        return self._rows("SELECT * FROM record ORDER BY exercise_id, ord")

    def volumes(self) -> list[Row]:
        """Return the quantum volumes that were estimated, by the day of their snapshot."""
        return self._rows("SELECT * FROM volume ORDER BY snapshot, device, measured_at")

    def devices(self) -> list[Row]:
        """Return the devices on offer."""
        return self._rows("SELECT * FROM device ORDER BY ord")

    def usage(self) -> list[Row]:
        """Return device use by company, device and day, oldest first."""
        return self._rows("SELECT * FROM usage_day ORDER BY day, company_id, device")

    def quotas(self) -> list[Row]:
        """Return what each company may use in a month, and what it used."""
        return self._rows("SELECT * FROM quota ORDER BY month, company_id, unit")

    def rank_changes(self, exercise: str) -> list[Row]:
        """Return what rejudging changed on an exercise's board, the newest first."""
        return self._rows(
            "SELECT * FROM rank_change WHERE exercise_id = ? "
            "ORDER BY rejudged_at DESC, after, handle",
            (exercise,),
        )

    def news(self) -> list[Row]:
        """Return what happened, the newest first."""
        return self._rows("SELECT * FROM news ORDER BY moment DESC, kind, exercise_id")

    def course_exercises(self, course: str) -> set[str]:
        """Return the exercises of a course."""
        rows = self._rows("SELECT exercise_id FROM course_exercise WHERE course_id = ?", (course,))
        return {row["exercise_id"] for row in rows}

    def required(self) -> set[str]:
        """Return the exercises that some course requires."""
        rows = self._rows("SELECT DISTINCT exercise_id FROM course_exercise WHERE required")
        return {row["exercise_id"] for row in rows}

    def audit(self) -> list[Row]:
        """Return exact counts behind every cell; empty except in the administrator's file."""
        return self._rows("SELECT * FROM cell_audit ORDER BY period, company_id, skill_id")


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(uri, uri=True)
    db.execute("PRAGMA query_only=1")
    return db


def _checked_meta(path: Path) -> dict[str, str]:
    return dict(_metas.get(path, stamp(path), "meta", lambda: _read_meta(path)))


def _read_meta(path: Path) -> dict[str, str]:
    if not path.is_file():
        raise BoardMissing(f"{path} is not there yet; run `qskills publish`")
    try:
        with closing(_connect(path)) as db:
            pairs: Iterable[tuple[str, str]] = db.execute("SELECT key, value FROM meta").fetchall()
    except sqlite3.DatabaseError as error:
        raise BoardInvalid(
            f"{path} cannot be read: {error}; run `qskills publish` again"
        ) from error
    meta = dict(pairs)
    if meta.get("schema_version") != str(SCHEMA_VERSION):
        raise BoardInvalid(
            f"{path} has schema {meta.get('schema_version')}, this version reads "
            f"{SCHEMA_VERSION}; run `qskills publish` again"
        )
    return meta


def _decoded(row: sqlite3.Row) -> Row:
    plain = dict(row)
    for name in _DECODED:
        if name in plain:
            plain[name] = json.loads(plain[name])
    return plain
