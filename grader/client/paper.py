"""The question paper of a multiple-choice exercise: what was drawn, and how to answer."""

from collections.abc import Mapping
from typing import Any

from grader.client.feedback import Feedback, Question
from grader.client.texts import text
from grader.draw import Draw, draw_questions

__all__ = ["paper"]


def paper(
    exercise: str, row: Mapping[str, Any], *, language: str, draw: tuple[str, int]
) -> Feedback:
    """Return the card with the drawn questions, their options and the ids to answer with."""
    bank = {question["id"]: question for question in row["questions"]}
    learner, attempt = draw
    drawn = draw_questions(
        {name: [option["id"] for option in question["options"]] for name, question in bank.items()},
        exercise=exercise,
        version=row["version"],
        draw=Draw(learner=learner, attempt=attempt),
        count=row["draw"] or len(bank),
    )
    shown = []
    for name, order in drawn:
        options = {option["id"]: option["text"][language] for option in bank[name]["options"]}
        shown.append(
            Question(
                id=name,
                text=bank[name]["text"][language],
                options=tuple((option, options[option]) for option in order),
            )
        )
    lines = "\n".join(f'    "{question.id}": "",' for question in shown)
    note = (text("questions-attempt", language, attempt=attempt),) if attempt else ()
    return Feedback(
        language=language,
        tone="info",
        badge=text("questions-title", language, count=len(shown)),
        heading=row["title"][language],
        questions=tuple(shown),
        drawing="answer = {\n" + lines + "\n}",
        drawing_title=text("questions-how", language),
        notes=note,
    )
