"""HTML of tables, cards and banners. Everything that is not ours is escaped here."""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from urllib.parse import quote

from leaderboard.present.table import Bar, Cell, Column, Line, Spark, Table

__all__ = [
    "CONTENT",
    "LANGUAGE_COOKIE",
    "banner",
    "cards",
    "heading",
    "links",
    "note",
    "operator",
    "style",
    "table",
    "text",
]

CONTENT = "qs-content"
"""Where the link past the menu leads: the heading of the page."""
LANGUAGE_COOKIE = "qs_language"
_CODE = re.compile(r"`([^`]+)`")
_NARROW = 4
"""A table of so few columns reads better when it does not fill the page."""
_SPARK_WIDTH, _SPARK_HEIGHT = 84, 22
_SPARK_COLOUR = "#2c85c7"
"""An image cannot follow the theme: this blue stands out three to one from both pages."""


def style() -> str:
    """Return the style sheet of all pages."""
    sheet = files("leaderboard").joinpath("style.css").read_text(encoding="utf-8")
    return f"<style>{sheet}</style>"


def document(language: str, skip: str, theme: str | None) -> str:
    """Return what the document itself needs and Streamlit gives no means for.

    Its language, kept for addresses that name none, a link past the menu as the first stop of the
    Tab key, and the theme for what Streamlit draws outside its own root, as the lists of choices.

    Args:
        language: Code of the language.
        skip: Words of the link.
        theme: ``"dark"`` or ``"light"``.
    """
    code = files("leaderboard").joinpath("document.js").read_text(encoding="utf-8")
    facts = {
        "language": language,
        "cookie": LANGUAGE_COOKIE,
        "skip": skip,
        "theme": theme or "light",
        "content": CONTENT,
    }
    # "</" would end the script; "\\u003c" is the same character to JSON.
    given = json.dumps(facts).replace("<", "\\u003c")
    return f"<script>{{const qsFacts = {given};\n{code}}}</script>"


def heading(title: str, language: str, *, level: int = 2, anchor: str = "", lead: str = "") -> str:
    """Return a heading, with a line below it if given."""
    mark = f' id="{escape(anchor)}"' if anchor else ""
    if level == 1:
        mark = f' id="{CONTENT}" tabindex="-1"'
    below = f'<p class="qs-lead">{escape(lead)}</p>' if lead else ""
    return _block(
        f"<h{level} class='qs-h{level}'{mark}>{escape(title)}</h{level}>{below}", language
    )


def text(words: str, language: str) -> str:
    """Return a paragraph."""
    return _block(f'<p class="qs-text">{escape(words)}</p>', language)


def operator(title: str, words: str, language: str) -> str:
    """Return a panel for who runs the pages; what stands in backquotes is set as code."""
    said = _CODE.sub(r"<code>\1</code>", escape(words))
    return _block(
        f'<div class="qs-operator" role="note"><strong>{escape(title)}</strong>'
        f"<span>{said}</span></div>",
        language,
    )


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


def links(items: Iterable[tuple[str, str]], language: str) -> str:
    """Return links onward: words and address each."""
    made = "".join(
        f"<li><a href='{escape(address)}' target='_self'>{escape(words)}</a></li>"
        for words, address in items
    )
    return _block(f"<ul class='qs-links'>{made}</ul>", language)


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
    # One hue from light to dark: the order shows without colour vision, and in grey; the style
    # sheet mixes the colour, and keeps the text readable on all of it.
    return "" if cell.heat is None else f" style='--qs-heat:{cell.heat:.0f}%'"


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
        f"<g fill='none' stroke='{_SPARK_COLOUR}' stroke-width='1.6'>{lines}</g>"
        f"<circle cx='{last[0]:.1f}' cy='{last[1]:.1f}' r='2.6' fill='{_SPARK_COLOUR}'/></svg>"
    )
    return (
        f"<img class='qs-spark' alt='{escape(spark.alt)}' title='{escape(spark.alt)}' "
        f"width='{_SPARK_WIDTH}' height='{_SPARK_HEIGHT}' "
        f"src='data:image/svg+xml,{quote(drawing)}'>"
    )


def _block(inner: str, language: str) -> str:
    # The page itself always says lang="en"; readers and fonts need the real language.
    return f"<div class='qs' lang='{language}'>{inner}</div>"
