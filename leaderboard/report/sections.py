"""What the passages of a report are made of: charts and tables under headings, in stacks."""

from dataclasses import dataclass, replace

from leaderboard.charts import Figure
from leaderboard.present.table import Cell, Table, plain

__all__ = ["Plot", "Section", "Stack", "narrowed", "unlinked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A chart with the table of its figures; `height` in pixels where it is not the chart's own."""

    name: str
    figure: Figure
    table: Table
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A passage under a heading."""

    name: str
    title: str
    note: str = ""
    parts: tuple[Plot | Table | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """Passages one below the other; `width` is a share of the page in percent."""

    width: int
    sections: tuple[Section, ...]


def narrowed(table: Table, *places: int) -> Table:
    """Return a table without some columns, and with a single line in the first wide one."""
    wide = next(n for n, column in enumerate(table.columns) if column.wide)
    kept = [n for n in range(len(table.columns)) if n not in places]
    return replace(
        table,
        columns=[table.columns[n] for n in kept],
        rows=[
            replace(
                row,
                cells=[plain(c) if n == wide else c for n, c in enumerate(row.cells) if n in kept],
            )
            for row in table.rows
        ],
    )


def unlinked(table: Table) -> Table:
    """Return a table whose cells lead nowhere: a report has no address of its own."""
    return replace(
        table,
        rows=[
            replace(
                row,
                cells=[replace(c, link="") if isinstance(c, Cell) else c for c in row.cells],
            )
            for row in table.rows
        ],
    )
