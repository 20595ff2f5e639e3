"""The judge's words on a verdict, as outputs of a notebook and as a comment."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.client.feedback import Feedback
from grader.exercise import Exercise
from grader.jupyter.book import Entry
from grader.jupyter.markup import clean_html, disarm
from grader.verdict import Outcome

__all__ = ["card_of", "comment_on", "labels", "outputs_of", "stand_in_note", "summary_of",
           "unjudged_outputs"]  # fmt: skip

_TEXTS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_name("texts.toml").read_text(encoding="utf-8")
)


def labels(language: str) -> dict[str, str]:
    """Return the words of the feedback page, and its language."""
    return {"language": language, **_TEXTS[language]}


def card_of(entry: Entry, exercise: Exercise, language: str) -> Feedback:
    """Return the feedback on a verdict, with what nbgrader's side adds in small print."""
    from grader.practice import feedback_of

    remarks = tuple(_notes(entry, language))
    return feedback_of(entry.shown.verdict, exercise, language, remarks=remarks)


def outputs_of(card: Feedback, entry: Entry, *, max_points: float) -> list[dict[str, Any]]:
    """Return the outputs of a grade cell: feedback to read, and the points for nbgrader."""
    shown = {"text/plain": card.text(), "text/html": clean_html(card.html())}
    points = min(entry.points / 1000, max_points)
    return [
        {"output_type": "display_data", "metadata": {}, "data": shown},
        {
            "output_type": "execute_result",
            "execution_count": None,
            "metadata": {},
            "data": {"text/plain": f"{points:g}"},
        },
    ]


def summary_of(card: Feedback) -> dict[str, str]:
    """Return what the table at the head of the feedback page says of a grade cell."""
    return {"title": card.heading, "verdict": card.badge, "tone": card.tone}


def unjudged_outputs(exercise: str, language: str) -> list[dict[str, Any]]:
    """Return the outputs of a grade cell without a verdict: to nbgrader, a failed test."""
    message = _TEXTS[language]["unjudged"]
    return [
        {
            "output_type": "error",
            "ename": "NotJudged",
            "evalue": exercise,
            "traceback": [f"NotJudged: {exercise}: {message}"],
        }
    ]


def stand_in_note(cause: str, language: str) -> dict[str, Any]:
    """Return a Markdown cell that says why the submitted file is not shown."""
    text = disarm(_TEXTS[language]["stand_in"].format(cause=cause))
    return {"cell_type": "markdown", "id": "stand-in", "metadata": {}, "source": f"**{text}**"}


def comment_on(entry: Entry, exercise: Exercise, language: str, *, repaired: bool) -> str:
    """Return the automatic comment: what is wrong, where, and what to look at next."""
    from grader.judge.explain import message

    parts = [message(entry.shown.verdict, language, exercise), *_notes(entry, language)]
    if repaired:
        parts.append(_TEXTS[language]["repaired"])
    return disarm("\n\n".join(parts))


def _notes(entry: Entry, language: str) -> list[str]:
    texts = _TEXTS[language]
    notes = [] if entry.shown.counted else [texts["over_cap"]]
    if entry.counted_at is not None:
        time = f"{entry.counted_at:%Y-%m-%d %H:%M}"
        notes.append(texts["counted"].format(time=time, points=entry.points / 1000))
    if entry.shown.outcome is Outcome.INCONCLUSIVE:
        notes.append(texts["by_hand"])
    return notes
