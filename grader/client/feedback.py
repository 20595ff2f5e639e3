"""What a learner is shown: one card, as HTML and as plain text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Feedback", "Measured", "Question", "Step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row of the table of metrics; empty text where a column does not apply."""

    name: str
    yours: str
    limit: str = ""
    par: str = ""
    best: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage on the way to all points."""

    label: str
    points: str
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a paper; `options` are pairs of id and text, in the order shown."""

    id: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One card. Texts may mark code with backticks, and nothing else.

    Attributes:
        language: ``"en"`` or ``"ja"``.
        tone: ``"right"``, ``"partly"``, ``"wrong"``, ``"form"`` or ``"info"``: the colour.
        badge: The verdict, or the kind of message, in words.
        heading: Title of the exercise.
        aside: Short text beside the badge, such as the points.
        steps: Stages on the way to all points.
        paragraphs: What is to be said.
        measured: Metrics of the answer beside limit, par and best.
        picture: Data of a picture as verdicts hold it, or ``None``.
        drawing: Monospaced text, such as a circuit or lines of the learner's code.
        drawing_title: What the drawing shows.
        questions: A question paper.
        items: Lines of a list.
        items_title: What the list holds.
        notes: Small print.
        points: What ``check`` returns.
    """

    language: str
    tone: str
    badge: str
    heading: str = ""
    aside: str = ""
    steps: tuple[Step, ...] = ()
    paragraphs: tuple[str, ...] = ()
    measured: tuple[Measured, ...] = ()
    picture: Mapping[str, Any] | None = None
    drawing: str = ""
    drawing_title: str = ""
    questions: tuple[Question, ...] = ()
    items: tuple[str, ...] = ()
    items_title: str = ""
    notes: tuple[str, ...] = ()
    points: float = 0

    def html(self) -> str:
        """Return the card as HTML that a sanitiser leaves readable."""
        from grader.client.page import page

        return page(self)

    def text(self) -> str:
        """Return the card as plain text."""
        from grader.client.plain import plain

        return plain(self)

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        # IPython passes `include` and `exclude`; both forms are always given.
        return {"text/plain": self.text(), "text/html": self.html()}
