"""Join the stages: submission -> sandbox -> judge -> verdicts.

The only module that knows all stages, and the only place where a learner's fault (a value) and
our fault (an exception) meet.
"""

import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from grader.catalog import Catalog
from grader.errors import ExerciseError, JudgeError, JudgeUndecided, SandboxBroken
from grader.exercise import Exercise
from grader.faults import fault_of_frame, fault_of_run, refused
from grader.judge.process import JudgeProcess
from grader.planning import plan_job
from grader.sandbox.launcher import Run, Sandbox
from grader.sandbox.outcome import Call, CellResult, Isolation, Job, Usage
from grader.sandbox.policy import Policy
from grader.submission import Submission
from grader.verdict import Outcome, Reason, Verdict

__all__ = ["Graded", "Grader", "hidden_seed"]

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
            return refused(exercise, *fault)
        frame = run.outcome.frames[exercise.id]
        if frame.refused is not None:
            return refused(exercise, *fault_of_frame(frame.refused, too_large=frame.too_large))
        call: Callable[..., Call] | None = None
        if exercise.answer.kind == "function":
            if not frame.function:
                return refused(exercise, Outcome.FORM_ERROR, Reason(key="type"))
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
            return refused(exercise, Outcome.INCONCLUSIVE, Reason(key="undecided"))
        except (JudgeError, ExerciseError):
            log.exception("%s: the judge failed", exercise.id)
            return refused(exercise, Outcome.JUDGE_ERROR, Reason(key="judge-error"))
