"""A table as data: what markup, charts' fallbacks, the terminal and tests all start from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Bar", "Cell", "Column", "Line", "Spark", "Table"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of 0 to 100 with a bar beside its text."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line of values of 0 to 100; ``None`` is a gap."""

    values: tuple[int | None, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that is more than plain text.

    Attributes:
        text: What it says.
        note: Smaller, below.
        link: Address that the text leads to.
        kind: ``"withheld"``, ``"held"``, ``"good"``, ``"bad"`` or ``""``.
        heat: 0 to 100 for a coloured cell.
        value: The number that the text shows, where the text alone does not say it.
    """

    text: str
    note: str = ""
    link: str = ""
    kind: str = ""
    heat: float | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `number` aligns right; `minor` is left out on a phone; `wide` takes the rest.

    Attributes:
        below: Names, in a download, the smaller texts of the column's cells.
    """

    title: str
    number: bool = False
    minor: bool = False
    wide: bool = False
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row. `kind` is ``"own"``, ``"yardstick"``, ``"gap"`` or ``""``."""

    cells: Sequence[str | Bar | Spark | Cell]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows.

    Attributes:
        caption: Names the table for a screen reader.
        stacked: On a phone each row becomes a block, for rows that hold sentences.
        formula: Formula by which the rows are ranked, with the exercise's version.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Line] = field(default_factory=tuple)
    stacked: bool = False
    formula: str = ""

    def texts(self) -> list[list[str]]:
        """Return the plain text of every cell."""
        return [[plain(cell) for cell in row.cells] for row in self.rows]


def plain(cell: str | Bar | Spark | Cell) -> str:
    """Return the text of a cell."""
    if isinstance(cell, str):
        return cell
    return cell.alt if isinstance(cell, Spark) else cell.text
