"""Yardsticks on every board: the reference solution, and what Qiskit makes of the target.

They are judged like submissions, so that a learner sees what a tool gets under the same rules.
"""

from collections.abc import Iterator
from datetime import datetime

from grader.catalog import Catalog
from grader.exercise import Exercise
from grader.judge.baseline import baselines
from grader.judge.loading import load_task
from grader.pipeline import Grader
from grader.results.records import Baseline
from grader.results.store import Store
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["set_baselines"]


def set_baselines(store: Store, catalog: Catalog, grader: Grader, now: datetime) -> int:
    """Judge and record the baselines that are missing.

    Returns:
        How many were recorded.

    Raises:
        GraderError: If a reference solution cannot be run.
    """
    known = {(found.exercise, found.version) for found in store.baselines()}
    count = 0
    for exercise in catalog.exercises():
        if (exercise.id, exercise.version) in known:
            continue
        for kind, label, verdict in _judged(exercise, grader):
            baseline = Baseline(
                exercise=exercise.id,
                version=exercise.version,
                kind=kind,
                label=label,
                verdict=verdict,
                judged_at=now,
            )
            count += store.record_baseline(baseline)
    return count


def _judged(exercise: Exercise, grader: Grader) -> Iterator[tuple[str, str, Verdict]]:
    source = exercise.source().encode()
    reference = Submission(data=source, exercises=(exercise.id,), script=True)
    yield "reference", "reference", grader.grade(reference).verdicts[0]
    for kind, label, answer in baselines(load_task(exercise, seed=b"")):
        yield kind, label, grader.judge(exercise, answer)
