"""The question bank of a multiple-choice exercise: read, stripped of its key, drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.draw import Draw, draw_questions
from grader.errors import CheckerFailed, ExerciseInvalid
from grader.exercise import Exercise, Text
from grader.judge.judge_file import JudgeFile

__all__ = ["Option", "Question", "drawn", "read_bank", "without_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a question; `why` says why it is right or wrong."""

    id: str
    text: Text
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One multiple-choice question; `key` is the id of the right option, "" in practice."""

    id: str
    text: Text
    options: tuple[Option, ...]
    key: str = ""


def read_bank(file: JudgeFile) -> tuple[Question, ...]:
    """Return the whole bank, in its order.

    Raises:
        ExerciseInvalid: If two questions have one id, or a key is none of the options.
        CheckerFailed: If ``bank()`` raises or returns rows of another shape.
    """
    name, rows = file.exercise.id, file.constant("bank")
    try:
        bank = tuple(_question(row) for row in rows)
    except (KeyError, TypeError) as error:
        raise CheckerFailed(f"{name}: judge.py: bank(): {error!r}") from error
    faults = [
        f"judge.py: bank: {question.id}: its key is none of its options"
        for question in bank
        if question.key not in {option.id for option in question.options}
    ]
    if len({question.id for question in bank}) != len(bank):
        faults.append("judge.py: bank: two questions have the same id; rename one")
    if faults:
        raise ExerciseInvalid(name, faults)
    return bank


def _question(row: Mapping[str, Any]) -> Question:
    options = tuple(
        Option(
            id=option["id"],
            text=Text(**option["text"]),
            why=Text(**option["why"]) if "why" in option else None,
        )
        for option in row["options"]
    )
    return Question(id=row["id"], text=Text(**row["text"]), options=options, key=row["key"])


def without_key(question: Question) -> Question:
    """Return the question as a learner may have it: without key and notes."""
    bare = tuple(replace(option, why=None) for option in question.options)
    return replace(question, key="", options=bare)


def drawn(exercise: Exercise, bank: tuple[Question, ...], draw: Draw) -> tuple[Question, ...]:
    """Draw the exercise's number of questions, their options in the order of the draw."""
    by_id = {question.id: question for question in bank}
    chosen = draw_questions(
        {question.id: tuple(option.id for option in question.options) for question in bank},
        exercise=exercise.id,
        version=exercise.version,
        draw=draw,
        count=int(exercise.options.get("draw", 0)) or len(bank),
    )
    questions = []
    for question_id, option_ids in chosen:
        question = by_id[question_id]
        options = {option.id: option for option in question.options}
        questions.append(replace(question, options=tuple(options[name] for name in option_ids)))
    return tuple(questions)
