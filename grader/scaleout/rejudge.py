"""Judge recorded attempts again after a change of the judge, an exercise or a formula.

Data answers are judged from the stored bytes; functions, and attempts that never gave an answer,
are run again. Hidden cases follow from the submission, so they are those of the first judgement.
Nothing is written here: the caller looks at the changes, then records them as newer rows beside
the old ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from grader.catalog import Catalog
from grader.errors import GraderError, NotebookInvalid, ResultsError
from grader.exercise import Exercise
from grader.faults import unreadable
from grader.judge.run import JUDGE_VERSION
from grader.pipeline import Graded, Grader
from grader.results.records import Attempt, Judged, VerdictRow
from grader.results.store import Store
from grader.scaleout.local import LocalPool
from grader.submission import Submission
from grader.verdict import Outcome, Verdict

__all__ = ["Change", "Stale", "apply", "rejudge", "stale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One attempt with the standing verdicts that an older judge or exercise gave."""

    attempt: Attempt
    rows: tuple[VerdictRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One verdict judged again.

    Attributes:
        before: The standing row.
        after: What it would become; ``None`` where judging again was not possible.
        error: Why not, or ``""``.
    """

    attempt: Attempt
    before: VerdictRow
    after: Judged | None = None
    error: str = ""

    @property
    def differs(self) -> bool:
        """Whether outcome, reason, points or cost become others."""
        if self.after is None:
            return False
        old, new = self.before, self.after.verdict
        return (old.outcome, old.reason_key, old.points, old.max_points, old.cost, old.version) != (
            new.outcome, new.reason.key, new.points, new.max_points, new.cost, new.version
        )  # fmt: skip


def stale(
    store: Store, catalog: Catalog, wanted: Iterable[str] = (), *, everything: bool = False
) -> list[Stale]:
    """Return the attempts whose verdicts were not given by the present judge and exercises.

    Args:
        store: The results store.
        catalog: Present exercises.
        wanted: Only these exercises; empty: all.
        everything: Also verdicts that are up to date.

    Raises:
        ResultsError: If an exercise changed while its version did not.
        ExerciseError: If a wanted exercise is unknown or not valid.
    """
    only = {catalog.exercise(name).id for name in wanted}
    current = {exercise.id: exercise for exercise in catalog.exercises()}
    for exercise in current.values():
        store.check_exercise(exercise.id, exercise.version, exercise.digest)
    rows: dict[int, list[VerdictRow]] = defaultdict(list)
    for row in store.verdicts():
        present = current.get(row.exercise)
        if present is None or (only and row.exercise not in only):
            continue
        if everything or _is_stale(row, present):
            rows[row.attempt_id].append(row)
    attempts = [attempt for attempt in store.attempts() if attempt.id in rows]
    return [Stale(attempt=attempt, rows=tuple(rows[attempt.id])) for attempt in attempts]


def apply(store: Store, changes: Sequence[Change], *, cause: str, now: datetime) -> int:
    """Record what one attempt's verdicts have become; the old rows stay.

    Returns:
        How many rows were added.

    Raises:
        ResultsError: If the attempt is being graded at this moment.
    """
    judged = [change.after for change in changes if change.after is not None]
    if not judged:
        return 0
    attempt = changes[0].attempt.id
    return len(store.queue.supersede(attempt, judged, cause=cause, actor="rejudge", now=now))


def _is_stale(row: VerdictRow, exercise: Exercise) -> bool:
    given = (row.version, row.digest, row.judge_version)
    formula = row.verdict.versions.get("formula", exercise.score.formula)
    now = (exercise.version, exercise.digest, JUDGE_VERSION)
    return given != now or formula != exercise.score.formula


def rejudge(
    store: Store, catalog: Catalog, pool: LocalPool[Any], found: Iterable[Stale]
) -> Iterator[list[Change]]:
    """Judge stale attempts again.

    Yields:
        The changes of one attempt, in order of completion.
    """

    def work(one: Stale, grader: Grader) -> list[Change]:
        return _Work(store, catalog, one).done(grader)

    for one, result in pool.work_all(found, work):
        if isinstance(result, GraderError):
            error = str(result)
            yield [Change(attempt=one.attempt, before=row, error=error) for row in one.rows]
        else:
            yield result


class _Work:
    """One attempt's way through the judge once more."""

    def __init__(self, store: Store, catalog: Catalog, one: Stale) -> None:
        self._attempt, self._rows = one.attempt, one.rows
        self._exercises = {row.exercise: catalog.exercise(row.exercise) for row in one.rows}
        self._frames = self._stored(store)
        self._submission = Submission(
            data=store.blob(one.attempt.blob),
            exercises=tuple(self._exercises),
            learner=one.attempt.learner,
            choice_attempt=one.attempt.number,
        )

    def _stored(self, store: Store) -> Mapping[str, bytes]:
        found = {}
        for row in self._rows:
            if row.frame is not None and self._exercises[row.exercise].answer.kind != "function":
                try:
                    found[row.exercise] = store.blob(row.frame)
                except ResultsError:
                    continue  # the answer alone is damaged: the notebook gives it once more
        return found

    def done(self, grader: Grader) -> list[Change]:
        """Return what becomes of each verdict."""
        verdicts = {
            name: grader.judge(self._exercises[name], answer, self._submission)
            for name, answer in self._frames.items()
        }
        rest = tuple(name for name in self._exercises if name not in self._frames)
        graded: Graded | None = None
        if rest:
            try:
                graded = grader.grade(replace(self._submission, exercises=rest))
            except NotebookInvalid as error:
                again = unreadable([self._exercises[name] for name in rest], error)
            else:
                again = graded.verdicts
            verdicts |= {verdict.exercise: verdict for verdict in again}
        return [self._change(row, verdicts[row.exercise], graded) for row in self._rows]

    def _change(self, row: VerdictRow, verdict: Verdict, graded: Graded | None) -> Change:
        if verdict.outcome is Outcome.JUDGE_ERROR:
            error = "the judge failed; see the log"
            return Change(attempt=self._attempt, before=row, error=error)
        ran = graded if row.exercise not in self._frames else None
        frame = self._frames.get(row.exercise)
        return Change(
            attempt=self._attempt,
            before=row,
            after=Judged(
                verdict=verdict,
                digest=self._exercises[row.exercise].digest,
                judge_version=JUDGE_VERSION,
                isolation_level=ran.isolation.level if ran else row.isolation_level,
                frame=ran.frames.get(row.exercise) if ran else frame,
                wall_s=ran.usage.wall_s if ran else row.wall_s,
                cpu_s=ran.usage.cpu_s if ran else row.cpu_s,
                peak_mib=ran.usage.peak_mib if ran else row.peak_mib,
            ),
        )
