"""A report as one HTML file that holds everything it shows: no script, no address outside."""

from collections.abc import Callable, Iterable
from html import escape
from importlib.resources import files

from leaderboard.charts import Figure
from leaderboard.present.table import Table
from leaderboard.present.texts import Texts
from leaderboard.report.content import Fact, Report
from leaderboard.report.pictures import PAGE, picture
from leaderboard.report.sections import Plot, Section, Stack
from leaderboard.report.tables import table

__all__ = ["html"]

_GAP = 24
"""CSS pixels between stacks that stand side by side."""
Draw = Callable[[Figure, int, int], str]
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a browser may load for the file, should anything in it ask for more."""


def html(report: Report, draw: Draw = picture) -> str:
    """Return the whole file.

    Args:
        report: What it says.
        draw: Makes a picture of a chart, from its width and height in CSS pixels.
    """
    show_table = Texts(report.language)("app.show_table")
    rows = "".join(_row(row, show_table, draw) for row in report.rows)
    sheet = files("leaderboard.report").joinpath("report.css").read_text(encoding="utf-8")
    running = f"{report.over} · {report.title} · {report.under}"
    title = escape(f"{report.title} · {report.under}")
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{escape(running)}">\n<title>{title}</title>\n'
        f"<style>\n{sheet}</style>\n</head>\n<body>\n"
        f'<p class="running" aria-hidden="true">{escape(running)}</p>\n'
        f"<header>\n<p class='over'>{escape(report.over)}</p>\n<h1>{escape(report.title)}</h1>\n"
        f"<p class='under'>{escape(report.under)}</p>\n</header>\n<main>\n"
        + "".join(f"<p class='notice {n.kind}'>{escape(n.text)}</p>\n" for n in report.notices)
        + _lead(report)
        + _facts(report.facts)
        + rows
        + _method(report)
        + "</main>\n<footer>\n"
        + "".join(f"<p>{escape(words)}</p>\n" for words in report.colophon)
        + "</footer>\n</body>\n</html>\n"
    )


def _lead(report: Report) -> str:
    if not report.lead:
        return ""
    first, *others = map(escape, report.lead)
    joint = "" if report.language == "ja" else " "
    return f"<div class='lead'><p>{first}</p><p>{joint.join(others)}</p></div>\n"


def _facts(facts: Iterable[Fact]) -> str:
    made = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd><b>{escape(fact.value)}</b>"
        + "".join(f"<span>{escape(note)}</span>" for note in fact.notes)
        + "</dd></div>"
        for fact in facts
    )
    return f"<dl class='facts'>{made}</dl>\n" if made else ""


def _row(row: tuple[Stack, ...], show_table: str, draw: Draw) -> str:
    stacks = []
    for stack in row:
        width = PAGE if len(row) == 1 else (PAGE - _GAP) * stack.width // 100
        made = "".join(_section(section, width, show_table, draw) for section in stack.sections)
        # On a screen it wraps where there is no room for all, on paper it has its share.
        share = f"flex:{stack.width} 1 {stack.width * 11 // 2}px;width:{stack.width}%"
        stacks.append(f"<div style='{share}'>\n{made}</div>\n")
    return f"<div class='{'row' if len(row) > 1 else 'whole'}'>\n{''.join(stacks)}</div>\n"


def _section(section: Section, width: int, show_table: str, draw: Draw) -> str:
    note = f"<p class='note'>{escape(section.note)}</p>\n" if section.note else ""
    parts = "".join(_part(part, width, show_table, draw) for part in section.parts)
    return (
        f"<section id='{section.name}' aria-labelledby='{section.name}-title'>\n"
        f"<h2 id='{section.name}-title'>{escape(section.title)}</h2>\n{note}{parts}</section>\n"
    )


def _part(part: Plot | Table | str, width: int, show_table: str, draw: Draw) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>\n"
    if isinstance(part, Table):
        return table(part)
    drawn = draw(part.figure, width, part.height)
    return (
        f"<figure><img class='chart' src='{drawn}' alt='{escape(part.figure.alt)}'>"
        f"<details><summary>{escape(show_table)}</summary>{table(part.table)}</details></figure>\n"
    )


def _method(report: Report) -> str:
    made = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{escape(words)}</dd></div>"
        for term, words in report.method
    )
    return (
        "<section id='method' class='whole' aria-labelledby='method-title'>\n"
        f"<h2 id='method-title'>{escape(report.method_title)}</h2>\n"
        f"<dl class='method'>{made}</dl>\n</section>\n"
    )
