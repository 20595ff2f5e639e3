"""HTML of tables, cards and banners. Everything that is not ours is escaped here."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from urllib.parse import quote

from leaderboard.present.table import Bar, Cell, Column, Line, Spark, Table

__all__ = ["banner", "cards", "heading", "note", "style", "table", "text"]

_CODE = re.compile(r"`([^`]+)`")
_NARROW = 4
"""A table of so few columns reads better when it does not fill the page."""
_SPARK_WIDTH, _SPARK_HEIGHT = 84, 22


def style() -> str:
    """Return the style sheet of all pages."""
    sheet = files("leaderboard").joinpath("style.css").read_text(encoding="utf-8")
    return f"<style>{sheet}</style>"


def heading(title: str, language: str, *, level: int = 2, anchor: str = "", lead: str = "") -> str:
    """Return a heading, with a line below it if given."""
    mark = f' id="{escape(anchor)}"' if anchor else ""
    below = f'<p class="qs-lead">{escape(lead)}</p>' if lead else ""
    return _block(
        f"<h{level} class='qs-h{level}'{mark}>{escape(title)}</h{level}>{below}", language
    )


def text(words: str, language: str) -> str:
    """Return a paragraph."""
    return _block(f'<p class="qs-text">{escape(words)}</p>', language)


def note(words: str, language: str) -> str:
    """Return a paragraph that explains what stands beside it."""
    return _block(f'<p class="qs-note">{escape(words)}</p>', language)


def banner(words: str, language: str, *, kind: str = "info", title: str = "") -> str:
    """Return a banner; `kind` is ``"info"``, ``"warning"`` or ``"demo"``."""
    head = f"<strong>{escape(title)}</strong> " if title else ""
    role = "alert" if kind == "warning" else "note"
    return _block(
        f'<div class="qs-banner qs-{kind}" role="{role}">{head}<span>{escape(words)}</span></div>',
        language,
    )


def cards(items: Iterable[tuple[str, str, str]], language: str) -> str:
    """Return figures as cards: label, value, note each."""
    made = "".join(
        f"<div class='qs-card'><dt>{escape(label)}</dt><dd><b>{escape(value)}</b>"
        f"<span>{escape(below)}</span></dd></div>"
        for label, value, below in items
    )
    return _block(f"<dl class='qs-cards'>{made}</dl>", language)


def table(data: Table, language: str, *, heat: bool = False) -> str:
    """Return a table that scrolls by itself where the page is too narrow for it."""
    head = "".join(
        f"<th scope='col'{_class(column)}>{escape(column.title)}</th>" for column in data.columns
    )
    body = "".join(_row(row, data.columns) for row in data.rows)
    kind = "qs-table" + " qs-heat" * heat + " qs-stack" * data.stacked
    room = "qs-scroll qs-narrow" if len(data.columns) <= _NARROW else "qs-scroll"
    return _block(
        f"<div class='{room}' role='region' tabindex='0' aria-label='{escape(data.caption)}'>"
        f"<table class='{kind}'><caption class='qs-hidden'>{escape(data.caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        language,
    )


def _row(row: Line, columns: Sequence[Column]) -> str:
    kind = f" class='qs-row-{row.kind}'" if row.kind else ""
    cells = "".join(_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True))
    return f"<tr{kind}>{cells}</tr>"


def _cell(cell: str | Bar | Spark | Cell, column: Column) -> str:
    if isinstance(cell, str):
        return f"<td{_class(column)}>{escape(cell)}</td>"
    if isinstance(cell, Bar):
        bar = f"<i class='qs-bar'><i style='width:{cell.value:.0f}%'></i></i>"
        both = f"<span class='qs-barred'><b>{escape(cell.text)}</b>{bar}</span>"
        return f"<td{_class(column)}>{both}</td>"
    if isinstance(cell, Spark):
        return f"<td{_class(column)}>{_spark(cell)}</td>"
    words = escape(cell.text)
    if cell.kind == "prose":
        words = _CODE.sub(r"<code>\1</code>", words)
    if cell.link:
        words = f"<a href='{escape(cell.link)}' target='_self'>{words}</a>"
    if cell.kind in ("accepted", "partly", "refused"):
        words = f"<span class='qs-chip qs-{cell.kind}'>{words}</span>"
    if cell.note:
        words += f"<small>{escape(cell.note)}</small>"
    return f"<td{_class(column, cell.kind)}{_heat(cell)}>{words}</td>"


def _class(column: Column, kind: str = "") -> str:
    names = [
        name
        for name, set_ in (
            ("qs-number", column.number),
            ("qs-minor", column.minor),
            ("qs-wide", column.wide),
            (f"qs-is-{kind}", bool(kind)),
        )
        if set_
    ]
    return f" class='{' '.join(names)}'" if names else ""


def _heat(cell: Cell) -> str:
    if cell.heat is None:
        return ""
    # One hue from light to dark: the order shows without colour vision, and in grey; the text
    # stays dark and readable on all of it.
    share = cell.heat / 100
    red, green, blue = (round(a + (b - a) * share) for a, b in ((245, 88), (248, 156), (252, 214)))
    return f" style='background:rgb({red},{green},{blue})'"


def _spark(spark: Spark) -> str:
    known = [value for value in spark.values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    span = max(high - low, 20)
    step = (_SPARK_WIDTH - 8) / max(len(spark.values) - 1, 1)
    parts: list[list[str]] = [[]]
    last = (0.0, 0.0)
    for place, value in enumerate(spark.values):
        if value is None:
            parts.append([])
            continue
        last = (4 + place * step, _SPARK_HEIGHT - 4 - (value - low) / span * (_SPARK_HEIGHT - 8))
        parts[-1].append(f"{last[0]:.1f},{last[1]:.1f}")
    lines = "".join(f"<polyline points='{' '.join(part)}'/>" for part in parts if part)
    # An image, because the page's sanitizer takes drawings out of markup.
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_SPARK_WIDTH}' height='{_SPARK_HEIGHT}'>"
        f"<g fill='none' stroke='#0072b2' stroke-width='1.6'>{lines}</g>"
        f"<circle cx='{last[0]:.1f}' cy='{last[1]:.1f}' r='2.6' fill='#0072b2'/></svg>"
    )
    return (
        f"<img class='qs-spark' alt='{escape(spark.alt)}' title='{escape(spark.alt)}' "
        f"width='{_SPARK_WIDTH}' height='{_SPARK_HEIGHT}' "
        f"src='data:image/svg+xml,{quote(drawing)}'>"
    )


def _block(inner: str, language: str) -> str:
    # The page itself always says lang="en"; readers and fonts need the real language.
    return f"<div class='qs' lang='{language}'>{inner}</div>"
