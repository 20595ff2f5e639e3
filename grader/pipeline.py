"""Join the stages: submission -> sandbox -> judge -> verdicts.

The only module that knows all stages, and the only place where a learner's fault (a value) and
our fault (an exception) meet.
"""

import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from grader.catalog import Catalog
from grader.errors import (
    ExerciseError,
    JudgeError,
    JudgeUndecided,
    NotebookInvalid,
    SandboxBroken,
)
from grader.exercise import Exercise
from grader.judge.process import JudgeProcess
from grader.limits import NOTEBOOK_EXTRA_S
from grader.notebook import Notebook, read_notebook
from grader.sandbox.launcher import Run, Sandbox
from grader.sandbox.outcome import (
    Call,
    Cell,
    CellResult,
    Collect,
    Isolation,
    Job,
    RunOutcome,
    Usage,
)
from grader.sandbox.policy import Policy
from grader.submission import Submission
from grader.verdict import Outcome, Reason, Verdict

__all__ = ["Graded", "Grader", "exercises_in", "hidden_seed", "plan_job"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """All that grading one submission yields.

    Attributes:
        verdicts: One per expected exercise, in order.
        frames: Answer bytes by exercise, as received; rejudging starts from them.
        cells: How each cell went, with cleaned outputs, for the instructor's view.
        missing: Expected exercises whose cells are not in the notebook at all.
        wall_s: Seconds from taking up the submission to its last verdict.
    """

    verdicts: tuple[Verdict, ...]
    usage: Usage
    isolation: Isolation
    frames: Mapping[str, bytes] = field(default_factory=dict)
    cells: tuple[CellResult, ...] = ()
    missing: tuple[str, ...] = ()
    wall_s: float = 0.0


def hidden_seed(secret: bytes, exercise: Exercise, submission: str) -> bytes:
    """Return the seed of the hidden cases: new for each submission, the same for every rejudge.

    Args:
        secret: The deployment's secret.
        exercise: Its id and version enter the seed.
        submission: Digest of the submission, or ``""`` for the fixed panel.
    """
    text = f"{exercise.id}\0{exercise.version}\0{submission}".encode()
    return hmac.new(secret, text, hashlib.sha256).digest()


def exercises_in(notebook: Notebook, catalog: Catalog) -> tuple[str, ...]:
    """Return the exercises of which a loose notebook holds a cell, in its order.

    Raises:
        NotebookInvalid: If it holds none, or a graded cell of an unknown exercise.
    """
    known = set(catalog.exercise_ids())
    claimed = [grade_id.removesuffix("-solution") for grade_id in notebook.grade_ids]
    found = tuple(dict.fromkeys(name for name in claimed if name in known))
    if found:
        return found
    unknown = ", ".join(dict.fromkeys(claimed))[:200]
    raise NotebookInvalid(
        "no-exercise",
        "the notebook holds no exercise known here"
        + (f" (its graded cells name {unknown})" if unknown else " (it has no graded cell)")
        + "; submit the released notebook, or grade a single answer with --exercise ID",
        "既知の演習を含まないノートブックです"
        + (f"(採点セルの名前: {unknown})" if unknown else "(採点セルがありません)")
        + "。配布されたノートブックを提出するか、--exercise ID で解答を 1 つだけ採点してください",
    )


def plan_job(
    submission: Submission, exercises: Sequence[Exercise], nonce: str
) -> tuple[Job, tuple[str, ...]]:
    """Decide what the sandbox runs and where it collects.

    Returns:
        The job, and the ids of exercises whose cells are missing.

    Raises:
        NotebookInvalid: If the file cannot be read as a notebook or as text.
    """
    if submission.script:
        cells: tuple[Cell, ...] = (_script_cell(submission.data, exercises),)
        missing: tuple[str, ...] = ()
    else:
        cells, missing = _notebook_cells(read_notebook(submission.data), exercises)
    limits = [exercise.limits for exercise in exercises]
    cpu_s = sum(limit.cpu_s for limit in limits) + (0 if submission.script else NOTEBOOK_EXTRA_S)
    job = Job(
        cells=cells,
        nonce=nonce,
        seed=int.from_bytes(hashlib.sha256(submission.data).digest()[:4], "big"),
        cpu_s=cpu_s,
        wall_s=sum(limit.wall_limit_s for limit in limits),
        call_s=max(limit.call_s for limit in limits),
        memory_mib=max(limit.memory_mib for limit in limits),
        output_kib=max(limit.output_kib for limit in limits),
    )
    return job, missing


def _collect(exercise: Exercise) -> Collect:
    return Collect(
        exercise=exercise.id,
        variable=exercise.answer.name,
        kind=exercise.answer.kind,
        max_bytes=exercise.limits.answer_kib << 10,
        operations=exercise.limits.operations,
        max_qubits=exercise.limits.max_qubits,
    )


def _script_cell(data: bytes, exercises: Sequence[Exercise]) -> Cell:
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotebookInvalid(
            "not-text",
            f"the script is not UTF-8 text: {error}; save it as UTF-8",
            f"スクリプトが UTF-8 のテキストではありません: {error}。UTF-8 で保存してください",
        ) from None
    names = tuple(exercise.id for exercise in exercises)
    return Cell(source=source, exercises=names, collect=tuple(map(_collect, exercises)))


def _notebook_cells(
    notebook: Notebook, exercises: Sequence[Exercise]
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    places = {exercise.id: notebook.place_of(exercise.id) for exercise in exercises}
    collects: dict[int, list[Exercise]] = {}
    for exercise in exercises:
        if (place := places[exercise.id]) is not None:
            collects.setdefault(place, []).append(exercise)
    # Of copies the last one counts: an earlier one, e.g. the starter left as it was, is nobody's.
    last = {cell.grade_id: number for number, cell in enumerate(notebook.cells)}
    cells = []
    for number, cell in enumerate(notebook.cells):
        owner = cell.grade_id.removesuffix("-solution")
        own = (owner,) if owner in places and last[cell.grade_id] == number else ()
        # The text of a grade cell comes from us, never from the file: it only calls check(),
        # which does nothing in the sandbox, so there is nothing to run.
        source = "" if cell.grade_id in places else cell.source
        collect = tuple(_collect(exercise) for exercise in collects.get(number, ()))
        cells.append(Cell(source=source, index=cell.index, exercises=own, collect=collect))
    return tuple(cells), tuple(name for name, place in places.items() if place is None)


class Grader:
    """One worker's pair of sandbox and judge; grades one submission at a time."""

    def __init__(self, catalog: Catalog, secret: bytes, policy: Policy | None = None) -> None:
        """Make a grader; processes start with the first submission.

        Args:
            catalog: Where exercises are found.
            secret: The deployment's secret, or one drawn for the run.
            policy: Isolation that is asked for.
        """
        self._catalog = catalog
        self._secret = secret
        self._sandbox = Sandbox(policy or Policy())
        self._judge = JudgeProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop sandbox and judge."""
        self._judge.close()
        self._sandbox.close()

    @property
    def isolation(self) -> Isolation:
        """The isolation that the self-test proved.

        Raises:
            SandboxUnavailable: If it is below the policy's minimum.
        """
        return self._sandbox.isolation

    def grade(self, submission: Submission) -> Graded:
        """Run and judge one submission.

        Raises:
            NotebookInvalid: If the file cannot be read.
            ExerciseError: If an exercise is unknown or not valid.
            SandboxError: If the sandbox failed twice.
        """
        exercises = tuple(self._catalog.exercise(name) for name in submission.exercises)
        job, missing = plan_job(submission, exercises, secrets.token_hex(16))
        try:
            return self._grade(submission, exercises, job, missing)
        except SandboxBroken:
            log.warning("sandbox broke; running the submission once more", exc_info=True)
            return self._grade(submission, exercises, job, missing)

    def judge(
        self, exercise: Exercise, answer: bytes, submission: Submission | None = None
    ) -> Verdict:
        """Judge answer bytes without a sandbox: a baseline's, or a recorded attempt's.

        Args:
            exercise: An exercise whose answer is data, not a function.
            answer: The answer in wire form.
            submission: What it was handed in with, which decides hidden cases and draws.
        """
        handed_in = submission or Submission(data=answer, exercises=(exercise.id,))
        return self._judged(handed_in, exercise, answer, None)

    def _grade(
        self,
        submission: Submission,
        exercises: Sequence[Exercise],
        job: Job,
        missing: tuple[str, ...],
    ) -> Graded:
        started = time.perf_counter()
        isolation = self._sandbox.isolation
        with self._sandbox.run(job) as run:
            verdicts = tuple(
                self._verdict(submission, exercise, run, missing) for exercise in exercises
            )
            usage = run.usage
        frames = run.outcome.frames
        return Graded(
            verdicts=verdicts,
            usage=usage,
            isolation=isolation,
            frames={name: f.answer for name, f in frames.items() if f.answer is not None},
            cells=run.outcome.cells,
            missing=missing,
            wall_s=time.perf_counter() - started,
        )

    def _verdict(
        self, submission: Submission, exercise: Exercise, run: Run, missing: tuple[str, ...]
    ) -> Verdict:
        fault = fault_of_run(exercise, run.outcome, missing=exercise.id in missing)
        if fault is not None:
            return _refused(exercise, *fault)
        frame = run.outcome.frames[exercise.id]
        if frame.refused is not None:
            return _refused(exercise, *fault_of_frame(frame.refused, too_large=frame.too_large))
        call: Callable[..., Call] | None = None
        if exercise.answer.kind == "function":
            if not frame.function:
                return _refused(exercise, Outcome.FORM_ERROR, Reason(key="type"))
            call = partial(run.call, exercise.id)
        return self._judged(submission, exercise, frame.answer or b"", call)

    def _judged(
        self,
        submission: Submission,
        exercise: Exercise,
        answer: bytes,
        call: Callable[..., Call] | None,
    ) -> Verdict:
        try:
            return self._judge.judge(
                exercise,
                answer,
                seed=hidden_seed(self._secret, exercise, submission.digest),
                panel=hidden_seed(self._secret, exercise, ""),
                learner=submission.learner,
                attempt=submission.choice_attempt,
                call=call,
            )
        except JudgeUndecided as error:
            log.info("%s: undecided: %s", exercise.id, error)
            return _refused(exercise, Outcome.INCONCLUSIVE, Reason(key="undecided"))
        except (JudgeError, ExerciseError):
            log.exception("%s: the judge failed", exercise.id)
            return _refused(exercise, Outcome.JUDGE_ERROR, Reason(key="judge-error"))


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


def _refused(exercise: Exercise, outcome: Outcome, reason: Reason) -> Verdict:
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
    return tuple(_refused(exercise, Outcome.FORM_ERROR, reason) for exercise in exercises)
