"""The tally: every standing result and the best of each learner, brought up to date row by row.

All builds of the boards share it, so that publishing costs what is new and not what there is.
``tally.db`` is derived: it may be deleted at any time, and is made anew where its content version,
its exercises or its schema are not those of today. No page reads it.
"""

import json
import sqlite3  # noqa: TID251 - board files and what they are made from are written here only
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from grader.results.store import Recorded
from leaderboard.records import Exercise, Names, Person

__all__ = ["Tally", "Touched"]

_SCHEMA_VERSION = "1"
_CHUNK = 20_000
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE exercise (id TEXT PRIMARY KEY, version INTEGER NOT NULL, sign INTEGER NOT NULL) STRICT;
CREATE TABLE person (learner TEXT PRIMARY KEY) STRICT;
CREATE TABLE reason (id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, key TEXT NOT NULL,
    en TEXT NOT NULL, ja TEXT NOT NULL) STRICT;
CREATE TABLE result (attempt INTEGER NOT NULL, exercise TEXT NOT NULL, id INTEGER NOT NULL UNIQUE,
    learner TEXT NOT NULL, outcome TEXT NOT NULL, accepted INTEGER NOT NULL,
    points INTEGER NOT NULL, max_points INTEGER NOT NULL, cost INTEGER, merit INTEGER NOT NULL,
    metrics TEXT NOT NULL, reason INTEGER NOT NULL REFERENCES reason (id), language TEXT NOT NULL,
    course TEXT NOT NULL, assignment TEXT NOT NULL, submitted_at INTEGER NOT NULL,
    judged_at INTEGER NOT NULL, judge_version TEXT NOT NULL, method TEXT NOT NULL,
    isolation_level INTEGER NOT NULL, cause TEXT NOT NULL, demo INTEGER NOT NULL,
    PRIMARY KEY (attempt, exercise)) STRICT;
CREATE INDEX result_pair ON result (exercise, learner);
CREATE INDEX result_learner ON result (learner, submitted_at, id);
CREATE INDEX result_time ON result (submitted_at, id);
CREATE TABLE best (exercise TEXT NOT NULL, learner TEXT NOT NULL, result INTEGER NOT NULL,
    accepted INTEGER NOT NULL, points INTEGER NOT NULL, value INTEGER, merit INTEGER NOT NULL,
    attained_at INTEGER NOT NULL, attempts INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (exercise, learner)) STRICT, WITHOUT ROWID;
CREATE INDEX best_learner ON best (learner);
"""
_INSERT = f"INSERT OR REPLACE INTO result VALUES ({', '.join('?' * 22)})"  # noqa: S608 - constant
# Accepted, then points, then cost in the direction of its formula; the earliest among equals.
_BEST = """
INSERT INTO best
SELECT exercise, learner, id, accepted, points, value, merit, submitted_at, attempts, last FROM (
    SELECT r.*, CASE WHEN r.accepted THEN e.sign * r.cost END AS value,
        count(*) OVER mine AS attempts, max(r.submitted_at) OVER mine AS last,
        row_number() OVER (PARTITION BY r.exercise, r.learner
            ORDER BY r.accepted DESC, r.points DESC,
                CASE WHEN r.accepted THEN e.sign * r.cost END NULLS LAST, r.submitted_at, r.id) AS n
    FROM result AS r JOIN exercise AS e ON e.id = r.exercise
    WHERE {chosen}
    WINDOW mine AS (PARTITION BY r.exercise, r.learner)
) WHERE n = 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What changed since the last build: all of it, or these exercises and learners."""

    everything: bool
    exercises: frozenset[str] = frozenset()
    learners: frozenset[str] = frozenset()


class Tally:
    """The tally of one installation; one process at a time holds it (publishers take turns).

    Args:
        path: The file; made if missing.
        exercises: Present exercises; results of other versions are not counted.
        people: Learners; what others did is not counted.
    """

    def __init__(
        self, path: Path, *, exercises: Iterable[Exercise], people: Iterable[Person]
    ) -> None:
        self._exercises = {one.id: one for one in exercises}
        self._people = {person.learner for person in people}
        self._path = path
        self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _open(self) -> sqlite3.Connection:
        key = json.dumps(
            [
                _SCHEMA_VERSION,
                sorted((e.id, e.version, e.direction) for e in self._exercises.values()),
            ]
        )
        for _ in range(2):
            db = sqlite3.connect(self._path)
            try:
                db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;")
                if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                    db.executescript(_SCHEMA + "PRAGMA user_version=1;")
                    with db:
                        db.execute("INSERT INTO meta VALUES ('content', ?), ('last', '0')", (key,))
                        db.executemany(
                            "INSERT INTO exercise VALUES (?, ?, ?)",
                            [
                                (e.id, e.version, 1 if e.direction == "min" else -1)
                                for e in self._exercises.values()
                            ],
                        )
                if self._meta(db, "content") == key:
                    return db
            except sqlite3.DatabaseError:
                pass
            db.close()
            for ending in ("", "-wal", "-shm"):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
        raise AssertionError("a tally that was just made is of today")

    @staticmethod
    def _meta(db: sqlite3.Connection, key: str) -> str:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    @property
    def last(self) -> int:
        """Newest verdict row that was taken in."""
        return int(self._meta(self._db, "last"))

    def take_in(
        self, recorded: Iterable[Recorded], explain: Callable[[Recorded], Names]
    ) -> Touched:
        """Take in verdict rows behind `last`, in order; people who left go out.

        Args:
            recorded: From the results store.
            explain: Gives the reason of a verdict in words; called once for equal reasons.
        """
        everything = self.last == 0
        with self._db as db:
            pairs = self._without_leavers()
            reasons: dict[str, int] = dict(db.execute("SELECT source, id FROM reason"))
            newest = self.last
            rows: list[tuple[object, ...]] = []
            for one in recorded:
                newest = one.id
                exercise = self._exercises.get(one.exercise)
                if (
                    not one.counted
                    or one.learner not in self._people
                    or exercise is None
                    or exercise.version != one.version
                ):
                    continue
                pairs.add((one.exercise, one.learner))
                if one.outcome == "JE":
                    db.execute(
                        "DELETE FROM result WHERE attempt = ? AND exercise = ?",
                        (one.attempt_id, one.exercise),
                    )
                    continue
                source = _source(one)
                if source not in reasons:
                    words = explain(one)
                    reasons[source] = len(reasons) + 1
                    db.execute(
                        "INSERT INTO reason VALUES (?, ?, ?, ?, ?)",
                        (reasons[source], source, one.reason_key, words.en, words.ja),
                    )
                rows.append(_row(one, reasons[source]))
                if len(rows) == _CHUNK:
                    db.executemany(_INSERT, rows)
                    rows.clear()
            db.executemany(_INSERT, rows)
            self._rank(pairs, everything=everything)
            db.execute("UPDATE meta SET value = ? WHERE key = 'last'", (str(newest),))
        return Touched(
            everything=everything,
            exercises=frozenset(exercise for exercise, _ in pairs),
            learners=frozenset(learner for _, learner in pairs),
        )

    def _without_leavers(self) -> set[tuple[str, str]]:
        db = self._db
        known = {row[0] for row in db.execute("SELECT learner FROM person")}
        gone = [(learner,) for learner in known - self._people]
        pairs = {
            (row[0], learner)
            for (learner,) in gone
            for row in db.execute("SELECT exercise FROM best WHERE learner = ?", (learner,))
        }
        for table in ("result", "best", "person"):
            db.executemany(f"DELETE FROM {table} WHERE learner = ?", gone)  # noqa: S608 - own names
        db.executemany(
            "INSERT INTO person VALUES (?)", [(learner,) for learner in self._people - known]
        )
        return pairs

    def _rank(self, pairs: set[tuple[str, str]], *, everything: bool) -> None:
        db = self._db
        if everything:
            db.execute("DELETE FROM best")
            db.execute(_BEST.format(chosen="TRUE"))
            return
        db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (exercise TEXT, learner TEXT)")
        db.execute("DELETE FROM touched")
        db.executemany("INSERT INTO touched VALUES (?, ?)", pairs)
        chosen = "IN (SELECT exercise, learner FROM touched)"
        db.execute(f"DELETE FROM best WHERE (exercise, learner) {chosen}")  # noqa: S608 - constant
        db.execute(_BEST.format(chosen=f"(r.exercise, r.learner) {chosen}"))

    def rows(self, sql: str, parameters: Any = ()) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401
        """Yield the rows of a query one by one."""
        cursor = self._db.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))


def _source(one: Recorded) -> str:
    """Return what the words of a reason depend on."""
    cost = one.cost if one.outcome == "AC" else ""
    return f"{one.exercise} {one.outcome} {one.reason_key} {cost} {one.reason}"


def _row(one: Recorded, reason: int) -> tuple[object, ...]:
    accepted = one.outcome == "AC"
    return (
        *(one.attempt_id, one.exercise, one.id, one.learner, one.outcome, int(accepted)),
        *(one.points, one.max_points, one.cost if accepted else None),
        round(1000 * (one.merit or 0)) if accepted else 0,
        *(one.metrics, reason, one.language, one.course, one.assignment, one.submitted_at),
        *(one.judged_at, one.judge_version, one.method, one.isolation_level, one.cause),
        int(one.demo),
    )
