"""Draw a card as plain text, for terminals and for readers of the notebook file."""

from collections.abc import Iterator

from grader.client.feedback import Feedback, Measured
from grader.client.picture import caption, rows
from grader.client.texts import text

__all__ = ["plain"]

_BAR = 20
MARKS = {"right": "✓", "partly": "◐", "wrong": "✗", "form": "!", "info": "i"}


def plain(card: Feedback) -> str:
    """Return the card as lines of text."""
    return "\n".join(_lines(card)).rstrip()


def _lines(card: Feedback) -> Iterator[str]:
    head = [f"{MARKS[card.tone]} {card.badge}", card.aside, card.heading]
    yield " · ".join(part for part in head if part)
    for step in card.steps:
        word = text("reached" if step.reached else "open", card.language)
        yield f"  [{'x' if step.reached else ' '}] {step.points}: {step.label} ({word})"
    for paragraph in card.paragraphs:
        yield f"  {paragraph}"
    for row in card.measured:
        yield f"  {_measured(row, card.language)}"
    yield from _picture(card)
    for number, question in enumerate(card.questions, 1):
        yield f"  {number}. {question.text}  [{question.id}]"
        yield from (f"     [{option}] {words}" for option, words in question.options)
    if card.drawing:
        yield f"  {card.drawing_title}:"
        yield from (f"    {line}" for line in card.drawing.splitlines())
    if card.items:
        yield f"  {card.items_title}:"
        yield from (f"  - {item}" for item in card.items)
    yield from (f"  ({note})" for note in card.notes)


def _measured(row: Measured, language: str) -> str:
    columns = [("limit", row.limit), ("par", row.par), ("best", row.best)]
    beside = [f"{text(name, language)} {value}" for name, value in columns if value]
    if row.over:
        beside.append(text("over", language))
    return f"{row.name}: {row.yours}" + (f" ({', '.join(beside)})" if beside else "")


def _picture(card: Feedback) -> Iterator[str]:
    found = rows(card.picture, card.language) if card.picture else ()
    if not card.picture or not found:
        return
    yield f"  {caption(card.picture, card.language)}:"
    for row in found:
        for bar in row.bars:
            drawn = "" if bar.width is None else "█" * round(bar.width * _BAR)
            mark = "≠" if row.off and (bar.mine or len(row.bars) == 1) else ""
            parts = (row.label, bar.name, drawn, bar.value, mark)
            yield "    " + " ".join(part for part in parts if part)
