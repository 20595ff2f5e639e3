"""What the judge said of a placed attempt, and which attempt the gradebook counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.errors import GraderError
from grader.results.records import VerdictRow
from grader.results.store import Store
from grader.verdict import Outcome

__all__ = ["COUNTS", "Entry", "NotJudged", "VerdictBook"]

COUNTS = ("latest", "best")


class NotJudged(GraderError):
    """An attempt has no final verdicts (yet); nothing of it may be recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One exercise of a placed attempt.

    Attributes:
        shown: The verdict on this attempt.
        points: What the gradebook counts, in thousandths; of another attempt where the course
            counts the best, or where this attempt is over the cap.
        counted_at: When the counted attempt was handed in, if it is another one.
    """

    shown: VerdictRow
    points: int
    counted_at: datetime | None = None


class VerdictBook:
    """Looks up verdicts in the results store, read only.

    Args:
        results: The results store.
        counts: ``"latest"`` or ``"best"``.
    """

    def __init__(self, results: Path, *, counts: str = "latest") -> None:
        if counts not in COUNTS:
            raise ValueError(f"counts is {counts!r}; use one of {', '.join(COUNTS)}")
        self._store = Store(results, readonly=True)
        self._best = counts == "best"

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def entries(self, attempt_id: int, learner: str, course: str) -> Mapping[str, Entry]:
        """Return the verdicts of an attempt by exercise.

        Raises:
            NotJudged: If there are none, if one is a judge error, or if the attempt is another
                learner's or course's.
        """
        rows = self._store.verdicts(attempt_id=attempt_id)
        if not rows:
            raise NotJudged(f"attempt {attempt_id} has no verdict yet; run `qskills grade`")
        for row in rows:
            if (row.learner, row.course) != (learner, course):
                raise NotJudged(f"attempt {attempt_id} is not one of {learner} in {course}")
            if row.outcome is Outcome.JUDGE_ERROR:
                raise NotJudged(
                    f"the judge failed on {row.exercise} of attempt {attempt_id}; it stays queued"
                )
        if all(row.counted for row in rows) and not self._best:
            return {row.exercise: Entry(shown=row, points=row.points) for row in rows}
        return self._with_counted(rows, learner, course)

    def _with_counted(self, rows: list[VerdictRow], learner: str, course: str) -> dict[str, Entry]:
        wanted = {row.exercise for row in rows}
        others = [
            row
            for attempt in self._store.attempts(learner=learner)
            if attempt.course == course and attempt.counted
            for row in self._store.verdicts(attempt_id=attempt.id)
            if row.exercise in wanted and row.outcome is not Outcome.JUDGE_ERROR
        ]
        found = {}
        for row in rows:
            counted = self._counted(row, [one for one in others if one.exercise == row.exercise])
            same = counted is not None and counted.attempt_id == row.attempt_id
            found[row.exercise] = Entry(
                shown=row,
                points=0 if counted is None else counted.points,
                counted_at=None if counted is None or same else counted.submitted_at,
            )
        return found

    def _counted(self, row: VerdictRow, candidates: list[VerdictRow]) -> VerdictRow | None:
        """Return the row that counts: the best, or this one, or the last one under the cap."""
        if not self._best:
            return row if row.counted else max(candidates, key=_time, default=None)
        # Points of another version of the exercise are points for another question.
        same = [one for one in candidates if one.version == row.version]
        # This attempt first: among equals it is the one that counts.
        return max(same, key=lambda one: (one.points, one.attempt_id == row.attempt_id),
                   default=None)  # fmt: skip


def _time(row: VerdictRow) -> tuple[datetime, int]:
    return row.submitted_at, row.attempt_id
