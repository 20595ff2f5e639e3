"""Tables of a report in HTML: plain, for paper as well; nothing leads anywhere."""

from collections.abc import Sequence
from html import escape

from leaderboard.charts.palette import LIGHT
from leaderboard.present.table import Bar, Cell, Column, Line, Spark, Table

__all__ = ["table"]

_WIDTH, _HEIGHT, _PAD = 64, 16, 3
_SPAN = 20
"""Smallest range of a small line: a change of one step must not look like a leap."""


def table(data: Table) -> str:
    """Return a table with its caption, which is there for screen readers."""
    head = "".join(
        f"<th scope='col'{_class(column)}>{escape(column.title)}</th>" for column in data.columns
    )
    body = "".join(_row(row, data.columns) for row in data.rows)
    return (
        f"<table>\n<caption>{escape(data.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n"
    )


def _row(row: Line, columns: Sequence[Column]) -> str:
    kind = f" class='{row.kind}'" if row.kind else ""
    cells = "".join(
        f"<td{_class(column, getattr(cell, 'kind', ''))}>{_cell(cell)}</td>"
        for cell, column in zip(row.cells, columns, strict=True)
    )
    return f"<tr{kind}>{cells}</tr>\n"


def _cell(cell: str | Bar | Spark | Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, Bar):
        bar = f"<i class='bar'><i style='width:{cell.value:.0f}%'></i></i>"
        return f"<span class='barred'><b>{escape(cell.text)}</b>{bar}</span>"
    if isinstance(cell, Spark):
        return _spark(cell)
    note = f"<small>{escape(cell.note)}</small>" if cell.note else ""
    return f"{escape(cell.text)}{note}"


def _class(column: Column, kind: str = "") -> str:
    names = [
        name
        for name, has in (
            ("number", column.number), ("minor", column.minor), ("wide", column.wide),
            (kind, bool(kind)),
        )
        if has
    ]  # fmt: skip
    return f" class='{' '.join(names)}'" if names else ""


def _spark(spark: Spark) -> str:
    known = [value for value in spark.values if value is not None]
    if not known:
        return ""
    low, span = min(known), max(max(known) - min(known), _SPAN)
    step = (_WIDTH - 2 * _PAD) / max(len(spark.values) - 1, 1)
    parts: list[list[str]] = [[]]
    last = ("0", "0")
    for place, value in enumerate(spark.values):
        if value is None:
            parts.append([])
            continue
        up = _HEIGHT - _PAD - (value - low) / span * (_HEIGHT - 2 * _PAD)
        last = (f"{_PAD + place * step:.1f}", f"{up:.1f}")
        parts[-1].append(",".join(last))
    # Attributes, not classes: on paper the style sheet of the page does not reach into a drawing.
    pen = f"fill='none' stroke='{LIGHT.blue}' stroke-width='1.5'"
    lines = "".join(f"<polyline {pen} points='{' '.join(part)}'/>" for part in parts if part)
    return (
        f"<svg class='spark' role='img' aria-label='{escape(spark.alt)}' width='{_WIDTH}' "
        f"height='{_HEIGHT}' viewBox='0 0 {_WIDTH} {_HEIGHT}'>{lines}"
        f"<circle fill='{LIGHT.blue}' cx='{last[0]}' cy='{last[1]}' r='2.2'/></svg>"
    )
