"""The judge on public cases, in the learner's kernel: what ``check()`` asks.

Same code as the counted verdict, with what the practice pack holds: no hidden case, no key.
Found by `grader.client` through the entry point group ``qskills.practice``.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answer.encode import encode
from grader.client.feedback import Feedback
from grader.client.pack import FORMAT
from grader.draw import Draw
from grader.errors import AnswerError, AnswerTooLarge
from grader.exercise import FUNCTION_CHECKERS, Exercise
from grader.judge.loading import public_task
from grader.judge.pack import pack, unpack
from grader.judge.questions import drawn
from grader.judge.run import judge, verdict_of
from grader.judge.stages import unreadable
from grader.judge.task import Task
from grader.judge.wire import caps_of
from grader.practice.calls import KernelCalls
from grader.practice.drawing import drawing_of
from grader.practice.feedback import feedback_of
from grader.verdict import Verdict

__all__ = ["feedback_of", "judge_public", "pack_for"]


def pack_for(exercises: Iterable[Exercise], language: str) -> dict[str, Any]:
    """Return the practice pack of a lesson as JSON values.

    Args:
        exercises: In the order of the lesson.
        language: Language of the notebook that the pack lies beside.

    Raises:
        ExerciseInvalid: If an exercise's public part would hold a solution.
        CheckerFailed: If a ``judge.py`` fails.
    """
    return {
        "format": FORMAT,
        "language": language,
        "exercises": {exercise.id: _row(exercise) for exercise in exercises},
    }


def _row(exercise: Exercise) -> dict[str, Any]:
    packed = pack(public_task(exercise))
    return {
        "kind": exercise.answer.kind,
        "version": exercise.version,
        "title": packed["exercise"]["title"],
        "hints": packed["exercise"]["hints"],
        "statement": {name: exercise.statement(name) for name in ("en", "ja")},
        "questions": packed["questions"],
        "draw": int(exercise.options.get("draw", 0)),
        "task": packed,
    }


def judge_public(
    row: Mapping[str, Any],
    answer: object,
    *,
    language: str,
    draw: tuple[str, int] = ("-", 0),
) -> Feedback:
    """Judge a learner's object and return what to show.

    Args:
        row: The exercise's row of the practice pack.
        answer: The object as it is in the learner's kernel.
        language: ``"en"`` or ``"ja"``.
        draw: Learner and attempt whose questions were drawn, for ``choice``.
    """
    task = _task(row["task"], draw)
    with _random_states_kept():
        if task.exercise.checker in FUNCTION_CHECKERS:
            calls = KernelCalls(answer, caps_of(task.exercise.limits))
            verdict = judge(task, b"", call=calls)
            drawing = calls.drawing(verdict, language)
            return feedback_of(
                verdict, task.exercise, language, practice=True, drawing=drawing,
                remarks=calls.remarks(language),
            )  # fmt: skip
        verdict = _verdict(task, answer)
        drawing = drawing_of(verdict, answer, language)
        return feedback_of(verdict, task.exercise, language, practice=True, drawing=drawing)


def _task(packed: Mapping[str, Any], draw: tuple[str, int]) -> Task:
    task = unpack(packed)
    if not task.questions:
        return task
    learner, attempt = draw
    whose = Draw(learner=learner, attempt=attempt)
    return replace(task, questions=drawn(task.exercise, task.questions, whose))


def _verdict(task: Task, answer: object) -> Verdict:
    try:
        data = encode(answer, caps=caps_of(task.exercise.limits))
    except AnswerError as error:
        too_large = isinstance(error, AnswerTooLarge)
        finding = unreadable(error.code, error.path, error.detail, too_large=too_large)
        return verdict_of(task, finding)
    return judge(task, data)


@contextmanager
def _random_states_kept() -> Iterator[None]:
    """Leave the learner's random states as they were, whatever a judge draws."""
    # The learner's own legacy state is the point here.
    plain, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(plain)
        np.random.set_state(legacy)  # noqa: NPY002
