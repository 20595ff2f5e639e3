"""One skill: the middle half and the median of each group beside a learner's own value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Board
from leaderboard.present.gaps import cells_of, middle, percent
from leaderboard.present.table import Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["Box", "box_table", "boxes", "with_learner"]

_POOLED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Quartiles of one group, percent; without them it is withheld, or one learner's value.

    Attributes:
        kind: ``"consortium"``, ``"own"`` or ``"other"``.
        status: ``"released"``, ``"held"``, ``"withheld"``, or ``""`` for a learner.
    """

    name: str
    kind: str
    median: int | None
    q1: int | None = None
    q3: int | None = None
    status: str = ""
    note: str = ""


def boxes(
    board: Board, texts: Texts, names: Mapping[str, str], skill: str, *, own: str, period: str
) -> list[Box]:
    """Return the box of each group in one week.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        names: Names of the groups by company id, ``""`` for the consortium.
        skill: Skill id.
        own: Company to mark.
        period: Week.
    """
    made = []
    for company, name in names.items():
        cell = cells_of(board, company, period).get(skill)
        shown = cell is not None and cell["status"] != "withheld"
        kind = "consortium" if company == _POOLED else "own" if company == own else "other"
        note = ""
        if cell is not None and cell["status"] == "held":
            note = texts.status(cell)
        made.append(
            Box(
                name=name,
                kind=kind,
                median=cell["median"] if cell and shown else None,
                q1=cell["q1"] if cell and shown else None,
                q3=cell["q3"] if cell and shown else None,
                status=cell["status"] if cell and shown else "withheld",
                note=note,
            )
        )
    return made


def with_learner(made: Sequence[Box], name: str, value: int | None) -> list[Box]:
    """Return the boxes and, if there is one, a learner's own value."""
    return [*made, *([Box(name=name, kind="own", median=value)] if value is not None else [])]


def box_table(made: Sequence[Box], texts: Texts, caption: str) -> Table:
    """Return the boxes as a table."""
    return Table(
        caption=caption,
        columns=[
            Column(title=texts("skills.group"), wide=True),
            Column(title=texts("column.median"), number=True),
            Column(title=texts("skills.middle"), number=True),
            Column(title=texts("column.status"), minor=True),
        ],
        rows=[
            Line(
                cells=(
                    box.name,
                    percent(texts, box.median, box.status),
                    middle(texts, box.q1, box.q3),
                    box.note or (texts(f"status.{box.status}") if box.status else ""),
                ),
                kind="own" if box.kind == "own" else "",
            )
            for box in made
        ],
    )
