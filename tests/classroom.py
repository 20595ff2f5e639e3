"""A tiny course with a real gradebook, shared by the tests of nbgrader's part.

Verdicts are handed in by the tests: what is tested here is what becomes of them.
"""

import copy
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Catalog
from grader.jupyter.autograde import Recorded, record
from grader.jupyter.build import build_course
from grader.jupyter.config import CourseFolder
from grader.jupyter.place import assignment_of, place
from grader.jupyter.process import NbgraderProcess
from grader.results.records import Arrival, Attempt, Judged
from grader.results.store import Store
from grader.sandbox.outcome import CellResult
from grader.verdict import Outcome, Reason, Verdict

__all__ = ["NOON", "Classroom", "Grade", "classroom", "right", "write_content", "wrong"]

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
POINTS = {"pair": 10, "flip": 5}

_EXERCISE = """
id = "{id}"
version = 1
checker = "state"
skills = ["entanglement"]
level = "A2"
title = {{ en = "Make a {id}", ja = "{id}を作る" }}
[answer]
kind = "circuit"
[score]
points = {points}
"""
_STARTER = """from qiskit import QuantumCircuit

answer = QuantumCircuit(2)
### BEGIN SOLUTION
{solution}
### END SOLUTION
"""
_SOLUTION = {"pair": "answer.h(0)\nanswer.cx(0, 1)", "flip": "answer.x(0)"}
_TARGET = {"pair": "[0.5**0.5, 0, 0, 0.5**0.5]", "flip": "[0, 1, 0, 0]"}
_LESSON = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

+++ {"lang": "en"}

# First steps

A ket $\\lvert 0\\rangle$.

+++ {"lang": "ja"}

# はじめの一歩

```{code-cell} ipython3
from grader import check
```

```{code-cell} ipython3
:exercise: pair
```

```{code-cell} ipython3
:exercise: flip
```
"""
_COURSE = """
id = "tiny"
title = { en = "Tiny", ja = "小さなコース" }
level = "A2"
[[assignment]]
id = "first"
title = { en = "First", ja = "最初" }
exercises = ["pair", "flip"]
"""


def write_content(root: Path) -> Catalog:
    """Write a course of one lesson with two exercises."""
    for name, points in POINTS.items():
        folder = root / "exercises" / name
        folder.mkdir(parents=True)
        (folder / "exercise.toml").write_text(_EXERCISE.format(id=name, points=points))
        (folder / "exercise.py").write_text(_STARTER.format(solution=_SOLUTION[name]))
        target = f"def target():\n    return np.array({_TARGET[name]})\n"
        (folder / "judge.py").write_text(f"import numpy as np\n\n\n{target}")
        (folder / "statement.en.md").write_text(f"Prepare the {name}.\n", encoding="utf-8")
        (folder / "statement.ja.md").write_text(f"{name}を準備してください。\n", encoding="utf-8")
        for outcome, count in (("accepted", 2), ("wrong_answer", 3)):
            (folder / "submissions" / outcome).mkdir(parents=True)
            for n in range(count):
                (folder / "submissions" / outcome / f"s{n}.py").write_text("# reason: x\n")
    course = root / "courses" / "tiny"
    course.mkdir(parents=True)
    (course / "course.toml").write_text(_COURSE, encoding="utf-8")
    (course / "first.md").write_text(_LESSON, encoding="utf-8")
    return Catalog(root)


def right(exercise: str) -> Verdict:
    return _verdict(exercise, Outcome.ACCEPTED, "accepted", POINTS[exercise] * 1000)


def wrong(exercise: str, outcome: Outcome = Outcome.WRONG_ANSWER, points: int = 0) -> Verdict:
    return _verdict(exercise, outcome, "fidelity", points)


def _verdict(exercise: str, outcome: Outcome, key: str, points: int) -> Verdict:
    return Verdict(
        exercise=exercise,
        version=1,
        outcome=outcome,
        reason=Reason(key=key, params={"fidelity": 0.5}),
        points=points,
        max_points=POINTS[exercise] * 1000,
        metrics={"n2q": 1},
        method="statevector",
    )


@dataclass(frozen=True)
class Grade:
    """A row of nbgrader's gradebook."""

    auto: float | None
    manual: float | None
    needs_manual: bool


class Classroom:
    """The course, its results store and a warm nbgrader."""

    def __init__(self, base: Path) -> None:
        self.catalog = write_content(base / "content")
        self.course = self.catalog.course("tiny")
        self.state = base / "state"
        self.state.mkdir()
        self.folder = CourseFolder.below(self.state, "tiny")
        self.store = Store(self.state / "results.db")
        self.nbgrader = NbgraderProcess()
        self.built = build_course(self.course, self.catalog, self.folder, nbgrader=self.nbgrader)
        self._number = 0

    def close(self) -> None:
        self.nbgrader.close()
        self.store.close()

    def learner(self) -> str:
        """Return a learner id that nobody had yet."""
        self._number += 1
        return f"l-{self._number:06d}"

    def released(self, language: str = "en") -> dict[str, Any]:
        path = self.folder.release(f"first-{language}") / "first.ipynb"
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return copy.deepcopy(notebook)

    def hand_in(
        self,
        learner: str,
        data: bytes | Mapping[str, Any] | None = None,
        *,
        verdicts: Iterable[Verdict] | None = None,
        language: str = "en",
        cells: Iterable[CellResult] = (),
        at: datetime = NOON,
        cap: int | None = None,
        judged: bool = True,
    ) -> Attempt:
        """Store an attempt with its verdicts and place it for recording."""
        data = self.released(language) if data is None else data
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        self._number += 1
        attempt = self.store.queue.arrive(
            Arrival(
                learner=learner,
                course="tiny",
                assignment="first",
                notebook="first.ipynb",
                language=language,
                arrival=f"arrival-{self._number}",
                data=raw,
                submitted_at=at,
                cap=cap,
            )
        )
        if judged:
            self.judge(wrong("pair"), wrong("flip")) if verdicts is None else self.judge(*verdicts)
        place(self.folder, attempt, raw, cells=tuple(cells))
        return attempt

    def judge(self, *verdicts: Verdict) -> None:
        """Complete the attempt that waits with these verdicts."""
        now = NOON + timedelta(hours=1)
        lease = self.store.queue.lease("test", now, 60)
        assert lease is not None
        rows = [
            Judged(verdict=one, digest="d" * 64, judge_version="1", isolation_level=4)
            for one in verdicts
        ]
        self.store.queue.complete(lease, rows, now)

    def record(self, *learners: str, language: str = "en") -> dict[str, Recorded]:
        found = record(self.folder, f"first-{language}", learners, nbgrader=self.nbgrader)
        return {one.learner: one for one in found}

    def submitted(self, attempt: Attempt) -> Path:
        return self.folder.submitted(attempt.learner, assignment_of(attempt)) / "first.ipynb"

    def autograded(self, learner: str, language: str = "en") -> dict[str, Any]:
        path = self.folder.autograded(learner, f"first-{language}") / "first.ipynb"
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return notebook

    def page(self, learner: str, language: str = "en") -> str:
        folder = self.folder.feedback(learner, f"first-{language}")
        return (folder / "first.html").read_text(encoding="utf-8")

    def grades(self, learner: str, language: str = "en") -> dict[str, Grade]:
        rows = self._rows(
            "grade", "auto_score, manual_score, needs_manual_grade", learner, language
        )
        return {name: Grade(auto, manual, bool(needs)) for name, auto, manual, needs in rows}

    def comments(self, learner: str, language: str = "en") -> dict[str, tuple[str, str | None]]:
        rows = self._rows("comment", "auto_comment, manual_comment", learner, language)
        return {name: (auto, manual) for name, auto, manual in rows}

    def grade_by_hand(self, learner: str, exercise: str, score: float, comment: str) -> None:
        """Give a score and a comment as Formgrader does."""
        where = (
            "cell_id = (SELECT base_cell.id FROM base_cell JOIN notebook ON notebook.id = "
            "notebook_id JOIN assignment ON assignment.id = assignment_id WHERE "
            "base_cell.name = ? AND assignment.name = 'first-en') AND notebook_id IN (SELECT s.id "
            "FROM submitted_notebook s JOIN submitted_assignment a ON a.id = s.assignment_id "
            "WHERE a.student_id = ?)"
        )
        with sqlite3.connect(self.folder.root / "gradebook.db") as book:
            book.execute(
                f"UPDATE grade SET manual_score = ? WHERE {where}", (score, exercise, learner)
            )
            name = f"{exercise}-solution"
            book.execute(
                f"UPDATE comment SET manual_comment = ? WHERE {where}", (comment, name, learner)
            )
        book.close()

    def _rows(self, table: str, columns: str, learner: str, language: str) -> list[tuple[Any, ...]]:
        query = (
            f"SELECT base_cell.name, {columns} FROM {table} "
            "JOIN base_cell ON base_cell.id = cell_id "
            f"JOIN submitted_notebook s ON s.id = {table}.notebook_id "
            "JOIN submitted_assignment a ON a.id = s.assignment_id "
            "JOIN assignment ON assignment.id = a.assignment_id "
            "WHERE a.student_id = ? AND assignment.name = ?"
        )
        book = sqlite3.connect(self.folder.root / "gradebook.db")
        try:
            return book.execute(query, (learner, f"first-{language}")).fetchall()
        finally:
            book.close()


@pytest.fixture(scope="session")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """The one classroom of this test process."""
    room = Classroom(tmp_path_factory.mktemp("classroom"))
    yield room
    room.close()


def cell_of(notebook: Mapping[str, Any], grade_id: str) -> dict[str, Any]:
    """Return the cell with a grade id."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            found: dict[str, Any] = cell
            return found
    raise KeyError(grade_id)
