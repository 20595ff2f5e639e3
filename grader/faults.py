"""What a run decides without a judge: an exercise that has no answer, and why."""

from collections.abc import Iterable, Mapping, Sequence

from grader.errors import NotebookInvalid
from grader.exercise import Exercise
from grader.sandbox.outcome import CellResult, RunOutcome
from grader.verdict import Outcome, Reason, Verdict

__all__ = ["fault_of_frame", "fault_of_run", "refused", "unreadable"]


def fault_of_run(
    exercise: Exercise, outcome: RunOutcome, *, missing: bool
) -> tuple[Outcome, Reason] | None:
    """Return what the run itself decides, or ``None`` if there is an answer to judge."""
    if exercise.id in outcome.forged:
        return Outcome.SANDBOX_VIOLATION, Reason(key="forged-frame")
    if missing:
        return Outcome.NOT_ANSWERED, Reason(key="missing-cell")
    error = _own_error(exercise.id, outcome.cells)
    if error is not None:
        return error
    frame = outcome.frames.get(exercise.id)
    if frame is None:
        return _unreached(exercise, outcome)
    if frame.absent:
        return Outcome.NOT_ANSWERED, Reason(key="no-answer", params={"name": exercise.answer.name})
    return None


def _unreached(exercise: Exercise, outcome: RunOutcome) -> tuple[Outcome, Reason]:
    """Say why no frame came: the limit that ended the run, or a run that left early."""
    if outcome.ended is None:
        return Outcome.NOT_ANSWERED, Reason(key="no-answer", params={"name": exercise.answer.name})
    if outcome.at in ("", exercise.id):
        return outcome.ended, Reason(key=_KEY_OF_END[outcome.ended])
    return Outcome.NOT_ANSWERED, Reason(key="not-reached", params={"at": outcome.at})


_KEY_OF_END: Mapping[Outcome, str] = {
    Outcome.TIME_LIMIT_EXCEEDED: "time",
    Outcome.MEMORY_LIMIT_EXCEEDED: "memory",
    Outcome.OUTPUT_LIMIT_EXCEEDED: "output",
    Outcome.SANDBOX_VIOLATION: "violation",
    Outcome.RUN_TIME_ERROR: "crash",
}


def _own_error(exercise_id: str, cells: Iterable[CellResult]) -> tuple[Outcome, Reason] | None:
    for cell in cells:
        if cell.error is None or exercise_id not in cell.exercises:
            continue
        name, message = cell.error
        if name == "NotImplementedError":
            return Outcome.NOT_ANSWERED, Reason(key="starter")
        if name == "MemoryError":
            return Outcome.MEMORY_LIMIT_EXCEEDED, Reason(key="memory")
        return Outcome.RUN_TIME_ERROR, Reason(
            key="exception", params={"name": name[:80], "message": message[:200]}
        )
    return None


def fault_of_frame(refused: tuple[str, str, str], *, too_large: bool) -> tuple[Outcome, Reason]:
    """Return the verdict on an answer that the encoder refused."""
    code, path, detail = refused
    outcome = Outcome.LIMIT_EXCEEDED if too_large else Outcome.FORM_ERROR
    if code == "bytes":
        outcome = Outcome.OUTPUT_LIMIT_EXCEEDED
    return outcome, Reason(key=code, params={"path": path[:200], "detail": detail[:200]})


def refused(exercise: Exercise, outcome: Outcome, reason: Reason) -> Verdict:
    """Return the verdict on an answer that is not judged."""
    return Verdict(
        exercise=exercise.id,
        version=exercise.version,
        outcome=outcome,
        reason=reason,
        max_points=exercise.max_points,
    )


def unreadable(exercises: Sequence[Exercise], error: NotebookInvalid) -> tuple[Verdict, ...]:
    """Return the verdicts of a recorded attempt whose file cannot be read: FE, with the cause."""
    reason = Reason(
        key="notebook", params={"code": error.code, "en": error.en[:400], "ja": error.ja[:400]}
    )
    return tuple(refused(exercise, Outcome.FORM_ERROR, reason) for exercise in exercises)
