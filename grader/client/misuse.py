"""Recognise the usual slips in a call of `check`, and say what to write instead."""

import difflib
import types
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from grader.client.feedback import Feedback
from grader.client.texts import text

__all__ = ["MISSING", "broken_pack", "no_pack", "unknown_exercise", "wrong_answer_object",
           "wrong_arguments"]  # fmt: skip

MISSING = ...
"""Stands for an argument that was not given; starters use it as the empty answer."""

_FUNCTIONS = (
    types.FunctionType,
    types.MethodType,
    types.BuiltinFunctionType,
    partial,
)
_EXAMPLE = "bell-pair"


def _not_judged(language: str, *paragraphs: str) -> Feedback:
    badge = text("use-title", language)
    return Feedback(language=language, tone="info", badge=badge, paragraphs=paragraphs)


def wrong_arguments(exercise: object, answer: object, language: str) -> Feedback | None:
    """Return a message if the arguments are exchanged or the first is no name."""
    if type(exercise) is str:
        return None
    key, name = "use-id", _EXAMPLE
    if type(answer) is str:
        key, name = "use-arguments", answer[:60]
    return _not_judged(language, text(key, language, exercise=name))


def unknown_exercise(exercise: str, known: Iterable[str], language: str) -> Feedback:
    """Return a message with the nearest name."""
    names = list(known)
    wanted = exercise.strip().lower().replace("_", "-").replace(" ", "-")
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    said = text("use-unknown", language, exercise=exercise[:60])
    if near:
        said += " " + text("use-nearest", language, nearest=near[0])
    every = text("use-known", language, known=", ".join(f"`{name}`" for name in names))
    return _not_judged(language, said, every)


def no_pack(folder: Path, language: str) -> Feedback:
    """Return a message for a notebook that was moved away from its practice pack."""
    return _not_judged(
        language,
        text("use-no-pack", language, folder=f"`{folder}`"),
        text("use-no-pack-next", language),
    )


def broken_pack(cause: str, path: str, language: str) -> Feedback:
    """Return a message for a practice pack that cannot be read."""
    return _not_judged(
        language,
        text("use-broken-pack", language, path=f"`{path}`", cause=cause[:120]),
        text("use-broken-pack-next", language),
    )


def wrong_answer_object(exercise: str, kind: str, answer: object, language: str) -> Feedback | None:
    """Return a message if the answer is empty, a class, or a function too many or too few."""

    def said(tone: str, key: str, **values: str) -> Feedback:
        badge = text("answer-title" if tone == "info" else "use-title", language)
        parts = (text(key, language, **values), text(f"{key}-next", language, **values))
        return Feedback(language=language, tone=tone, badge=badge, heading=exercise,
                        paragraphs=parts)  # fmt: skip

    if answer is None or answer is MISSING or answer is NotImplemented:
        shown = "..." if answer is MISSING else repr(answer)
        return said("info", "answer-missing", shown=f"`{shown}`")
    if issubclass(type(answer), type):
        return said("form", "answer-class", name=f"`{answer.__name__}`")  # type: ignore[attr-defined]
    if kind == "function":
        if callable(answer):
            return None
        return said("form", "answer-function", kind=f"`{type(answer).__name__}`", exercise=exercise)
    if issubclass(type(answer), _FUNCTIONS):
        name = getattr(answer, "__name__", "answer")
        return said("form", "answer-call", name=f"`{name}`")
    return None
