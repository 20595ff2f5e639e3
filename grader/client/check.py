"""What a course notebook calls: ``check``, ``hint`` and ``questions``.

They show a card and raise nothing of their own. The judge is found through an entry point and
loaded when it is first needed, so that this module stays light, and inside the sandbox, where
there is no judge, they do nothing.
"""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from grader.client import misuse
from grader.client.feedback import Feedback
from grader.client.pack import NAME, Pack, find_pack
from grader.client.texts import LANGUAGES, text
from grader.errors import ConfigError

__all__ = ["Unjudged", "check", "hint", "questions"]

log = logging.getLogger(__name__)

Judge = Callable[..., Feedback]

_hints_shown: dict[tuple[str, str], int] = {}
_attempt_shown: dict[tuple[str, str], int] = {}


class Unjudged(float):
    """What ``check`` returns where nothing is judged: a number, and a word that says so."""

    def __repr__(self) -> str:
        return "judged after submission"


def check(exercise: Any = ..., answer: Any = ..., *, lang: str | None = None) -> float:  # noqa: ANN401
    """Show the practice verdict on an answer.

    Args:
        exercise: Id of the exercise, e.g. ``"bell-pair"``.
        answer: The answer: a circuit, a function, a list ... as the exercise says.
        lang: ``"en"`` or ``"ja"``; left out it is the notebook's language.

    Returns:
        The points that practice found, out of those of the exercise. For an exercise of which
        practice sees the form only: all points while nothing is wrong with the form.
    """
    judge = _judge()
    if judge is None:
        return Unjudged(0)
    found = _row(exercise, answer, lang)
    if isinstance(found, Feedback):
        return _show(found)
    pack, row, language = found
    wrong = misuse.wrong_answer_object(exercise, row["kind"], answer, language)
    if wrong is not None:
        return _show(wrong)
    attempt = _attempt_shown.get((str(pack.path), exercise), 1)
    try:
        card = judge(row, answer, language=language, draw=_draw(attempt))
    except Exception as error:  # a learner never sees a traceback of ours
        log.debug("practice verdict on %s failed", exercise, exc_info=True)
        card = Feedback(
            language=language,
            tone="info",
            badge=text("trouble-title", language),
            heading=row["title"][language],
            paragraphs=(text("trouble", language, cause=f"`{type(error).__name__}`"),),
            items=(str(error)[:300],) if str(error) else (),
        )
    return _show(card)


def hint(exercise: Any = ..., *, lang: str | None = None) -> None:  # noqa: ANN401
    """Show the next hint of an exercise; after the last one it starts again."""
    if _judge() is None:
        return
    found = _row(exercise, ..., lang)
    if isinstance(found, Feedback):
        _show(found)
        return
    pack, row, language = found
    count = len(row["hints"])
    if not count:
        _show(Feedback(language=language, tone="info", badge=text("hint-none", language)))
        return
    number = _hints_shown.get((str(pack.path), exercise), 0) % count
    _hints_shown[str(pack.path), exercise] = number + 1
    left = count - number - 1
    note = text("hint-left", language, left=left) if left else text("hint-last", language)
    _show(
        Feedback(
            language=language,
            tone="info",
            badge=text("hint-title", language, number=number + 1, count=count),
            heading=row["title"][language],
            paragraphs=(row["hints"][number][language],),
            notes=(note,),
        )
    )


def questions(exercise: Any = ..., attempt: int = 1, *, lang: str | None = None) -> None:  # noqa: ANN401
    """Show the questions that are drawn for you in this attempt, with the ids of their options."""
    if _judge() is None:
        return
    found = _row(exercise, ..., lang)
    if isinstance(found, Feedback):
        _show(found)
        return
    pack, row, language = found
    bank = row.get("questions")
    if not bank:
        _show(Feedback(language=language, tone="info", badge=text("questions-none", language)))
        return
    from grader.client.paper import paper

    number = attempt if type(attempt) is int and attempt > 0 else 1
    _attempt_shown[str(pack.path), exercise] = number
    _show(paper(exercise, row, language=language, draw=_draw(number)))


def _judge() -> Judge | None:
    """Return the judge on public cases, or ``None`` in the sandbox and where there is none."""
    if os.environ.get("QSKILLS_SANDBOX") == "1":
        return None
    found = tuple(entry_points(group="qskills.practice", name="check"))
    return _loaded if found else None


def _loaded(row: Mapping[str, Any], answer: object, **rest: object) -> Feedback:
    (entry, *_) = entry_points(group="qskills.practice", name="check")
    card: Feedback = entry.load()(row, answer, **rest)
    return card


def _draw(attempt: int) -> tuple[str, int]:
    """Return whose questions are drawn: learner and attempt, or those of a loose file."""
    learner = os.environ.get("QSKILLS_LEARNER", "-")
    return (learner, attempt) if learner != "-" else ("-", 0)


def _row(
    exercise: object, answer: object, lang: str | None
) -> tuple[Pack, Mapping[str, Any], str] | Feedback:
    """Return pack, row and language of an exercise, or what to tell the learner instead."""
    folder = Path.cwd()
    asked = lang if lang in LANGUAGES else None
    try:
        pack = find_pack(folder)
    except ConfigError as error:
        return misuse.broken_pack(str(error), NAME, asked or "en")
    language = asked or (pack.language if pack else "en")
    if lang is not None and asked is None:
        return Feedback(
            language=language,
            tone="info",
            badge=text("use-title", language),
            paragraphs=(text("use-language", language),),
        )
    wrong = misuse.wrong_arguments(exercise, answer, language)
    if wrong is not None:
        return wrong
    if pack is None:
        return misuse.no_pack(folder, language)
    if exercise not in pack.exercises:
        return misuse.unknown_exercise(str(exercise), pack.exercises, language)
    return pack, pack.exercises[str(exercise)], language


def _show(card: Feedback) -> float:
    """Display a card, in a notebook as HTML, else as text; return its points."""
    shell = sys.modules.get("IPython")
    if shell is not None and shell.get_ipython() is not None:
        from IPython.display import display

        display(card)  # type: ignore[no-untyped-call]  # IPython's, without types
    else:
        sys.stdout.write(card.text() + "\n")
    return int(card.points) if float(card.points).is_integer() else card.points
