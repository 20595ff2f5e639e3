"""The tally: every standing result, the best of each learner and all places, row by row up to date.

All builds of the boards share it, so that publishing costs what is new and not what there is. It
is derived: `tally.db` may be deleted at any time, and is made anew where it does not fit the
exercises or the software of today. No page reads it.
"""

import json
import sqlite3  # noqa: TID251 - board files and what they are made from are written here only
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Self

import grader
from grader.results.records import reference
from grader.results.store import Recorded
from leaderboard.ranking import BEST, PLACES, TOTALS, Result
from leaderboard.records import Inputs, Names

__all__ = ["Select", "Tally"]

_FIRST_JUDGEMENT = ("graded", "cached")
"""Causes of verdicts that are no rejudge."""
_CHUNK = 20_000
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
CREATE TABLE result (attempt INTEGER NOT NULL, exercise TEXT NOT NULL, id INTEGER NOT NULL UNIQUE,
    learner TEXT NOT NULL, outcome TEXT NOT NULL, accepted INTEGER NOT NULL,
    points INTEGER NOT NULL, max_points INTEGER NOT NULL, cost INTEGER, merit INTEGER NOT NULL,
    metrics TEXT NOT NULL, reason INTEGER NOT NULL, language TEXT NOT NULL,
    course TEXT NOT NULL, assignment TEXT NOT NULL, submitted_at INTEGER NOT NULL,
    judged_at INTEGER NOT NULL, judge_version TEXT NOT NULL, method TEXT NOT NULL,
    isolation_level INTEGER NOT NULL, cause TEXT NOT NULL, demo INTEGER NOT NULL,
    reference INTEGER NOT NULL, PRIMARY KEY (attempt, exercise)) STRICT;
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
"""
_INDEXES = {
    "result_pair": "result (exercise, learner)",
    "result_learner": "result (learner, submitted_at, id)",
}
_SCRATCH = f"""
CREATE TEMP TABLE touched (exercise TEXT, learner TEXT, judged_at INTEGER,
    PRIMARY KEY (exercise, learner)) WITHOUT ROWID;
CREATE TEMP TABLE came ({", ".join(Recorded._fields)}, source);
"""
# Equal sources have equal reasons. An accepted answer's words compare its cost with par and best.
_CAME = f"""
INSERT INTO came SELECT *, exercise || ' ' || outcome || ' ' || reason_key || ' ' ||
    CASE outcome WHEN 'AC' THEN ifnull(cost, '') ELSE '' END || ' ' || reason
FROM (SELECT {", ".join(f"? AS {name}" for name in Recorded._fields)})
"""  # noqa: S608 - constant
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
SELECT c.attempt_id, c.exercise, c.id, c.learner, c.outcome, c.outcome = 'AC', c.points,
    c.max_points, iif(c.outcome = 'AC', c.cost, NULL),
    iif(c.outcome = 'AC', CAST(round(1000 * ifnull(c.merit, 0)) AS INTEGER), 0), c.metrics, w.id,
    c.language, c.course, c.assignment, c.submitted_at, c.judged_at, c.judge_version, c.method,
    c.isolation_level, c.cause, c.demo, reference(c.id)
FROM came AS c CROSS JOIN reason AS w ON w.source = c.source ORDER BY c.id
"""

Explain = Callable[[Recorded], Names]
Parameters = Sequence[object] | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Select:
    """Rows that SQLite writes into a board file by itself: a query on the tally."""

    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)


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

    def _fitting(self) -> sqlite3.Connection:
        content = sorted((e.id, e.version, e.direction) for e in self._inputs.exercises)
        key = json.dumps([grader.__version__, _SCHEMA, content])
        for again in (True, False):
            self.path.touch(mode=0o600)
            db = sqlite3.connect(self.path)
            db.create_function("reference", 1, partial(reference, self._inputs.secret))
            try:
                db.executescript(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
                    + _SCRATCH
                )
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
            db.execute("INSERT INTO meta VALUES ('key', ?), ('last', '0')", (key,))
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

    def take_in(self, recorded: Iterable[Recorded], explain: Explain) -> int:
        """Take in the verdict rows behind `last`, and rank anew what they touch.

        Args:
            recorded: From the results store, in order of row id.
            explain: Gives the reason of a verdict in words; asked once for equal reasons.

        Returns:
            How many rows came.
        """
        count, newest = 0, self.last
        with self._db:
            self._put_people()
            self._put_boards()
            for cause, group in groupby(recorded, key=_rejudge):
                self._db.execute("DELETE FROM touched")
                while chunk := list(islice(group, _CHUNK)):
                    count, newest = count + len(chunk), chunk[-1].id
                    self._db.executemany(_CAME, chunk)
                    if not cause:
                        self._put(explain)
                before = self._places() if cause else {}
                self._put(explain)
                self._rank()
                if cause:
                    self._note_changes(before, cause)
            self._put_indexes()
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'last'", (str(newest),))
            self._db.execute("DELETE FROM total")
            self._db.execute(TOTALS)
        return count

    def _put(self, explain: Explain) -> None:
        """Take in what came: give it its reasons, and note whom it touches."""
        db = self._db
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
        db.execute(
            "INSERT OR IGNORE INTO touched "
            "SELECT exercise, learner, max(judged_at) FROM came GROUP BY exercise, learner"
        )
        db.execute("DELETE FROM came")

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

    def _put_indexes(self) -> None:
        for name, columns in _INDEXES.items():
            self._db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")

    def _rank(self) -> None:
        db = self._db
        self._put_indexes()  # only now: the first results come at once
        mine = of_mine = board = "TRUE"
        if self.value("SELECT count(*) FROM touched") <= _CHUNK:
            among = "IN (SELECT exercise, learner FROM touched)"
            mine, of_mine = f"(exercise, learner) {among}", f"(r.exercise, r.learner) {among}"
            board = "exercise IN (SELECT exercise FROM touched)"
        db.execute(f"DELETE FROM best WHERE {mine}")  # noqa: S608 - constant
        db.execute(BEST.format(chosen=of_mine))
        db.execute(f"UPDATE best SET ord = NULL, rank = NULL WHERE {board}")  # noqa: S608 - constant
        db.execute(PLACES.format(chosen=board))

    def _places(self) -> dict[tuple[str, str], int]:
        rows = self.rows(
            "SELECT exercise, learner, rank FROM best WHERE rank AND exercise IN "
            "(SELECT exercise FROM touched UNION SELECT exercise FROM came)"
        )
        return {(exercise, learner): rank for exercise, learner, rank in rows}

    def _note_changes(self, before: dict[tuple[str, str], int], cause: str) -> None:
        after = self._places()
        judged_at = self.value("SELECT max(judged_at) FROM touched")
        changed = [
            (exercise, judged_at, learner, old, new, cause)
            for exercise, learner in before.keys() | after.keys()
            if (old := before.get((exercise, learner))) != (new := after.get((exercise, learner)))
        ]
        self._db.executemany(
            "INSERT OR REPLACE INTO rank_change VALUES (?, ?, ?, ?, ?, ?)", changed
        )

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


def _rejudge(one: Recorded) -> str:
    return "" if one.cause in _FIRST_JUDGEMENT else one.cause
