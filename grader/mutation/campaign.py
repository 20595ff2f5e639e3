"""Mutate an exercise's accepted submissions, judge the mutants, look at those that are accepted."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import AnswerError
from grader.exercise import Exercise, OwnSubmission
from grader.judge.loading import load_task
from grader.judge.run import JUDGE_VERSION
from grader.judge.task import Task
from grader.judge.wire import caps_of
from grader.mutation.second import meets
from grader.mutation.second.functions import function_meets
from grader.mutation.sources import source_mutants
from grader.mutation.values import value_mutants
from grader.pipeline import Grader
from grader.submission import Submission
from grader.verdict import Outcome, Verdict

__all__ = ["Mutant", "content_of", "mutants_of", "subjects"]

_MOST = {"function": 16, "data": 60}
"""Mutants of one submission; more are thinned out evenly."""
_FUNCTIONS = 3
"""Function submissions that are mutated: each mutant of one is a run in the sandbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mutant with what the judge said of it.

    Attributes:
        submission: Which accepted submission it was made from.
        change: What was changed.
        explained: For an accepted one: why it meets the statement after all, by a second
            method; empty if that is not known.
        doubted: A second method says that a wrong one meets the statement.
    """

    submission: str
    change: str
    outcome: Outcome
    explained: str = ""
    doubted: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is left to explain."""
        if self.outcome is Outcome.ACCEPTED:
            return bool(self.explained)
        return not self.doubted and self.outcome is not Outcome.JUDGE_ERROR


def subjects(exercise: Exercise) -> tuple[OwnSubmission, ...]:
    """Return the accepted submissions that are mutated, the reference first."""
    accepted = [own for own in exercise.submissions() if own.outcome is Outcome.ACCEPTED]
    accepted.sort(key=lambda own: own.path.stem != "reference")
    most = _FUNCTIONS if exercise.answer.kind == "function" else len(accepted)
    return tuple(accepted[:most])


def content_of(exercise: Exercise) -> str:
    """Return a digest of everything that decides an exercise's campaign."""
    digest = hashlib.sha256(f"{exercise.digest}\0{JUDGE_VERSION}".encode())
    for own in subjects(exercise):
        digest.update(own.name.encode() + own.path.read_bytes())
    return digest.hexdigest()


def mutants_of(exercise: Exercise, own: OwnSubmission, grader: Grader) -> Iterator[Mutant]:
    """Make, judge and look at the mutants of one accepted submission.

    Yields:
        Mutants that differ from the submission and from each other.
    """
    source = own.path.read_text(encoding="utf-8")
    if exercise.answer.kind == "function":
        yield from _functions(exercise, own, source, grader)
    else:
        yield from _data(exercise, own, source, grader)


def _functions(
    exercise: Exercise, own: OwnSubmission, source: str, grader: Grader
) -> Iterator[Mutant]:
    for change, text in _thinned(source_mutants(source), _MOST["function"]):
        verdict = _graded(exercise, text, grader)
        explained = ""
        if verdict.accepted:
            explained = function_meets(exercise, text) or ""
        yield Mutant(
            submission=own.name, change=change, outcome=verdict.outcome, explained=explained
        )


def _graded(exercise: Exercise, source: str, grader: Grader) -> Verdict:
    submission = Submission(data=source.encode(), exercises=(exercise.id,), script=True)
    return grader.grade(submission).verdicts[0]


def _data(exercise: Exercise, own: OwnSubmission, source: str, grader: Grader) -> Iterator[Mutant]:
    caps = caps_of(exercise.limits)
    submission = Submission(data=source.encode(), exercises=(exercise.id,), script=True)
    answer = grader.grade(submission).frames[exercise.id]
    task = load_task(exercise, seed=b"mutants")
    seen = {answer}
    for change, value in _thinned(value_mutants(decode(answer, caps=caps)), _MOST["data"]):
        try:
            mutant = encode(value, caps=caps)
        except AnswerError:
            continue
        if mutant in seen:
            continue
        seen.add(mutant)
        verdict = grader.judge(exercise, mutant, submission)
        yield _looked_at(task, own, change, decode(mutant, caps=caps), verdict)


def _looked_at(task: Task, own: OwnSubmission, change: str, value: Any, verdict: Verdict) -> Mutant:  # noqa: ANN401
    made = Mutant(submission=own.name, change=change, outcome=verdict.outcome)
    if verdict.outcome not in (Outcome.ACCEPTED, Outcome.WRONG_ANSWER):
        return made
    try:
        reason = meets(task, value)
    except Exception:  # noqa: BLE001 - a mutant may be anything; what cannot be judged is not met
        reason = None
    if verdict.accepted:
        return replace(made, explained=reason or "")
    # Connectivity and the like are WA for a right state as well: only its own rules may differ.
    right = reason is not None and verdict.reason.key not in ("coupling", "isa")
    return replace(made, doubted=right)


def _thinned(found: Iterator[tuple[str, Any]], most: int) -> list[tuple[str, Any]]:
    every = list(found)
    step = max(1, -(-len(every) // most))
    return every[::step]
