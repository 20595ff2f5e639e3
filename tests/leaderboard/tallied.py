"""A tally made from plain results, for tests that need no results store."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.results.store import Recorded
from leaderboard.ranking import Result
from leaderboard.records import Course, Exercise, Inputs, Names, Person
from leaderboard.tally import Tally

NAMES = Names(en="x", ja="x")


def exercise(name: str, points: int = 10_000, *skills: str, direction: str = "min") -> Exercise:
    return Exercise(
        id=name, version=1, title=NAMES, level="A2", checker="state", skills=skills,
        max_points=points, formula="none", direction=direction, par=None, best=None,
    )  # fmt: skip


def inputs(
    exercises: Sequence[Exercise], people: Sequence[Person], required: Sequence[str] = ()
) -> Inputs:
    """Return inputs with one course `c` of all the exercises."""
    names = tuple(one.id for one in exercises)
    course = Course(id="c", title=NAMES, level="A2", exercises=names, required=tuple(required))
    return Inputs(
        consortium=NAMES, host=NAMES, companies=(), people=tuple(people),
        exercises=tuple(exercises), courses=(course,), formulas=(), baselines=(),
    )  # fmt: skip


def person(learner: str, company: str = "a", joined_at: int = 0) -> Person:
    return Person(learner=learner, handle=f"q-{learner}", company=company, joined_at=joined_at)


def recorded(result: Result, **changes: object) -> Recorded:
    """Return the row of the results store of which `result` would be read; an attempt for each."""
    row = Recorded(
        id=result.id, attempt_id=result.id, exercise=result.exercise, version=1,
        outcome="AC" if result.accepted else "WA", points=result.points, cost=result.cost,
        cause="graded", judged_at=result.submitted_at + 1, judge_version="1", isolation_level=4,
        learner=result.learner, course="c", assignment="a", language="en",
        submitted_at=result.submitted_at, counted=True, demo=False, max_points=10_000,
        merit=result.merit / 1000, metrics="{}", method="", reason_key="accepted", reason="{}",
    )  # fmt: skip
    return row._replace(**changes)


def explain(row: Recorded) -> Names:
    return Names(en=f"{row.reason_key} {row.reason}", ja="理由")


_SOURCE = """
DROP TABLE IF EXISTS verdicts; DROP TABLE IF EXISTS attempts;
CREATE TABLE verdicts (id INTEGER PRIMARY KEY, attempt_id, exercise, version, outcome, points, cost,
    cause, judged_at, judge_version, isolation_level, verdict, hash);
CREATE TABLE attempts (id INTEGER PRIMARY KEY, learner, course, assignment, language, submitted_at,
    counted, demo);
"""


def source_of(path: Path, rows: Iterable[Recorded]) -> Path:
    """Write the columns of a results store that a tally reads."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(_SOURCE)
        for r in rows:
            verdict = {"max_points": r.max_points, "merit": r.merit, "method": r.method,
                       "metrics": json.loads(r.metrics),
                       "reason": {"key": r.reason_key, "params": json.loads(r.reason)}}  # fmt: skip
            db.execute(
                f"INSERT INTO verdicts VALUES ({', '.join('?' * 13)})",
                (r.id, r.attempt_id, r.exercise, r.version, r.outcome, r.points, r.cost, r.cause,
                 r.judged_at, r.judge_version, r.isolation_level, json.dumps(verdict), repr(r)),
            )  # fmt: skip
            db.execute(
                "INSERT OR IGNORE INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (r.attempt_id, r.learner, r.course, r.assignment, r.language, r.submitted_at,
                 r.counted, r.demo),
            )  # fmt: skip
    return path


def take_in(tally: Tally, path: Path, rows: Iterable[Recorded]) -> None:
    """Bring a tally up to date with rows, by way of a file."""
    tally.take_in(source_of(path, rows), explain)
    tally.rank()


@contextmanager
def tally_of(made: Inputs, rows: Iterable[Recorded], folder: Path | None = None):
    with TemporaryDirectory() as own, Tally((folder or Path(own)) / "tally.db", made) as tally:
        take_in(tally, Path(own) / "results.db", rows)
        yield tally
