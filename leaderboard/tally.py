"""The tally: every standing result, the best of each learner and all places, row by row up to date.

All builds of the boards share it, so that publishing costs what is new and not what there is. It
is derived: `tally.db` may be deleted at any time, and is made anew where it does not fit the
exercises or the software of today. No page reads it.
"""

import json
import sqlite3  # noqa: TID251 - board files and what they are made from are written here only
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

import grader
from grader.results.records import reference
from leaderboard.intake import SCRATCH, Explain, take_in
from leaderboard.places import rank
from leaderboard.ranking import TOTALS, Result
from leaderboard.records import Inputs

__all__ = ["Select", "Tally", "spoiled"]

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE exercise (id TEXT PRIMARY KEY, version INTEGER NOT NULL, sign INTEGER NOT NULL,
    ord INTEGER NOT NULL) STRICT;
CREATE TABLE board_exercise (board TEXT NOT NULL, exercise TEXT NOT NULL,
    PRIMARY KEY (board, exercise)) STRICT, WITHOUT ROWID;
CREATE TABLE exercise_skill (exercise TEXT NOT NULL, skill TEXT NOT NULL, points INTEGER NOT NULL,
    PRIMARY KEY (exercise, skill)) STRICT, WITHOUT ROWID;
CREATE TABLE required (exercise TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE person (learner TEXT PRIMARY KEY, handle TEXT NOT NULL, company TEXT NOT NULL,
    public INTEGER NOT NULL, show_company INTEGER NOT NULL, joined_at INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE reason (id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, key TEXT NOT NULL,
    en TEXT NOT NULL, ja TEXT NOT NULL) STRICT;
CREATE TABLE result (id INTEGER PRIMARY KEY, attempt INTEGER NOT NULL, exercise TEXT NOT NULL,
    learner TEXT NOT NULL, outcome TEXT NOT NULL, accepted INTEGER NOT NULL,
    points INTEGER NOT NULL, max_points INTEGER NOT NULL, cost INTEGER, merit INTEGER NOT NULL,
    metrics TEXT NOT NULL, reason INTEGER NOT NULL, language TEXT NOT NULL,
    course TEXT NOT NULL, assignment TEXT NOT NULL, submitted_at INTEGER NOT NULL,
    judged_at INTEGER NOT NULL, judge_version TEXT NOT NULL, method TEXT NOT NULL,
    isolation_level INTEGER NOT NULL, cause TEXT NOT NULL, demo INTEGER NOT NULL,
    reference INTEGER NOT NULL, UNIQUE (attempt, exercise)) STRICT;
CREATE TABLE best (exercise TEXT NOT NULL, learner TEXT NOT NULL, result INTEGER NOT NULL,
    accepted INTEGER NOT NULL, points INTEGER NOT NULL, value INTEGER, merit INTEGER NOT NULL,
    attained_at INTEGER NOT NULL, attempts INTEGER NOT NULL, last INTEGER NOT NULL,
    ord INTEGER, rank INTEGER, PRIMARY KEY (exercise, learner)) STRICT, WITHOUT ROWID;
CREATE INDEX best_place ON best (exercise, ord);
CREATE INDEX best_learner ON best (learner);
CREATE TABLE total (board TEXT NOT NULL, ord INTEGER NOT NULL, rank INTEGER NOT NULL,
    learner TEXT NOT NULL, score INTEGER NOT NULL, solved INTEGER NOT NULL,
    attained_at INTEGER NOT NULL, PRIMARY KEY (board, ord)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX total_learner ON total (board, learner);
CREATE TABLE rank_change (exercise TEXT NOT NULL, rejudged_at INTEGER NOT NULL,
    learner TEXT NOT NULL, before INTEGER, after INTEGER, cause TEXT NOT NULL,
    PRIMARY KEY (exercise, rejudged_at, learner)) STRICT, WITHOUT ROWID;
CREATE TABLE skipped (learner TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE touched (exercise TEXT NOT NULL, learner TEXT NOT NULL,
    PRIMARY KEY (exercise, learner)) STRICT, WITHOUT ROWID;
"""
_FAST = "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
Parameters = Sequence[object] | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Select:
    """Rows that SQLite writes into a board file by itself: a query on the tally."""

    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)


def spoiled(error: Exception) -> bool:
    """Say whether an error means that a file itself is damaged."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Tally:
    """The tally of one installation; one process at a time has it (publishers take turns).

    Args:
        path: The file; made if missing.
        inputs: Present exercises, courses and people: what else was done is not counted.
    """

    def __init__(self, path: Path, inputs: Inputs) -> None:
        self.path = path
        self._inputs = inputs
        self._exercises = {one.id: one for one in inputs.exercises}
        self._people = {person.learner for person in inputs.people}
        self._db = self._fitting()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path.resolve().as_uri(), uri=True)
        db.create_function("reference", 1, partial(reference, self._inputs.secret))
        return db

    def _fitting(self) -> sqlite3.Connection:
        content = sorted((e.id, e.version, e.direction) for e in self._inputs.exercises)
        key = json.dumps([grader.__version__, _SCHEMA, content])
        for again in (True, False):
            self.path.touch(mode=0o600)
            db = self._connect()
            try:
                db.executescript(f"PRAGMA journal_mode=WAL; {_FAST} {SCRATCH}")
                if not db.execute("SELECT 1 FROM sqlite_schema").fetchone():
                    db.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
                    self._begin(db, key)
                if self._fits(db, key):
                    return db
            except sqlite3.DatabaseError:
                # A crash may lose it or spoil it; then it is made anew, if the disk lets us.
                if not again:
                    db.close()
                    raise
            db.close()
            self.forget(self.path)
        raise AssertionError("a tally that was just made fits")

    def _fits(self, db: sqlite3.Connection, key: str) -> bool:
        """Say whether what is in it still counts, all of it, and nothing was left out."""
        known = {row[0] for row in db.execute("SELECT learner FROM person")}
        skipped = {row[0] for row in db.execute("SELECT learner FROM skipped")}
        same = db.execute("SELECT 1 FROM meta WHERE key = 'key' AND value = ?", (key,)).fetchone()
        return bool(same and known <= self._people and not skipped & self._people)

    @staticmethod
    def forget(path: Path) -> None:
        """Delete a tally; the next publish makes it anew."""
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)

    def _begin(self, db: sqlite3.Connection, key: str) -> None:
        with db:
            db.execute("INSERT INTO meta VALUES ('key', ?), ('last', '0'), ('end', '')", (key,))
            db.executemany(
                "INSERT INTO exercise VALUES (?, ?, ?, ?)",
                [
                    (e.id, e.version, 1 if e.direction == "min" else -1, n)
                    for n, e in enumerate(self._inputs.exercises)
                ],
            )

    @property
    def last(self) -> int:
        """Newest verdict row that was taken in."""
        return int(self.value("SELECT value FROM meta WHERE key = 'last'"))

    def take_in(self, results: Path, explain: Explain) -> None:
        """Take in the verdict rows behind `last`; places follow by `rank`.

        Args:
            results: The file of the results store.
            explain: Gives the reason of a verdict in words; asked once for equal reasons.
        """
        self._attach(results)
        try:
            if self._end() != self.value("SELECT value FROM meta WHERE key = 'end'"):
                # The store was restored: what was taken in since is no more.
                self._db.close()
                self.forget(self.path)
                self._db = self._fitting()
                self._attach(results)
            with self._db:
                self._put_people()
                self._put_boards()
                newest = take_in(self._db, self.last, explain)
                self._db.execute("UPDATE meta SET value = ? WHERE key = 'last'", (str(newest),))
                self._db.execute("UPDATE meta SET value = ? WHERE key = 'end'", (self._end(),))
        finally:
            with suppress(sqlite3.Error):  # what went wrong before says more
                self._db.execute("DETACH recorded")

    def _attach(self, results: Path) -> None:
        self._db.execute("ATTACH ? AS recorded", (f"{results.resolve().as_uri()}?mode=ro",))

    def _end(self) -> str:
        """Return the hash of the newest row that was taken in, as the results store has it."""
        return str(self.value("SELECT hash FROM verdicts WHERE id = ?", (self.last,)) or "")

    def rank(self) -> None:
        """Bring places up to date with what was taken in; another thread may read meanwhile.

        What was taken in before a crash is ranked after it.
        """
        with closing(self._connect()) as db:
            db.executescript(_FAST)
            with db:
                rank(db)
                db.execute("DELETE FROM total")
                db.execute(TOTALS)

    def _put_people(self) -> None:
        self._db.execute("DELETE FROM person")
        self._db.executemany(
            "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)",
            [
                (p.learner, p.handle, p.company, p.public, p.show_company, p.joined_at)
                for p in self._inputs.people
            ],
        )

    def _put_boards(self) -> None:
        inputs, db = self._inputs, self._db
        boards = {"all": inputs.released} | {
            course.id: course.exercises for course in inputs.courses
        }
        for table in ("board_exercise", "exercise_skill", "required"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - own names
        db.executemany(
            "INSERT INTO board_exercise VALUES (?, ?)",
            [(board, name) for board, names in boards.items() for name in names],
        )
        released = set(inputs.released)
        db.executemany(
            "INSERT INTO exercise_skill VALUES (?, ?, ?)",
            [
                (e.id, skill, e.max_points)
                for e in inputs.exercises
                if e.id in released
                for skill in e.skills
            ],
        )
        db.executemany("INSERT INTO required VALUES (?)", [(name,) for name in inputs.required])

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one by one."""
        yield from self._db.execute(sql, parameters)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a column
        """Return the one value of a query, ``None`` without a row."""
        row = self._db.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def results(self) -> Iterator[tuple[Any, ...]]:
        """Yield all standing results in no order, with the columns of a `Result`."""
        return self.rows(f"SELECT {', '.join(Result._fields)} FROM result")  # noqa: S608 - constant
