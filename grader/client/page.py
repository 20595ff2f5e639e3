"""Draw a card as HTML.

Only div, span, b, code, pre, table, tr, td, ul and li with classes and inline styles: nbgrader's
sanitiser lets these through, and where it drops the styles the words still say everything.
Colours come from JupyterLab's own variables, so that the card fits light and dark; no script.
"""

import re
from collections.abc import Iterable
from html import escape

from grader.client.feedback import Feedback, Measured
from grader.client.picture import Bar, Row, caption, rows
from grader.client.plain import MARKS
from grader.client.texts import text

__all__ = ["page"]

# Each is readable with white text on it, and beside white and black.
_TONES = {
    "right": "#1b7f3b",
    "partly": "#946200",
    "wrong": "#b8322a",
    "form": "#2f62ad",
    "info": "#5c6370",
}
# Alpha in hex: the feedback page's sanitiser cuts off what follows a nested rgba().
_LINE = "var(--jp-border-color2,#80808059)"
_SOFT = "#8080801f"
_MUTED = "opacity:.75;font-size:.92em"
_CODE = "font-family:var(--jp-code-font-family,monospace);font-size:.95em"
_TABLE = (
    "border-collapse:collapse;margin:.5em 0 .9em;font-size:.95em;table-layout:auto;"
    "display:block;overflow-x:auto;max-width:100%;border:0"
)
_CELL = f"padding:.25em .8em .25em 0;text-align:left;border:0;border-bottom:1px solid {_LINE}"
_ALERT = "var(--jp-error-color1,#d5453b)"
_MINE = "#3b7ddd"
_OTHER = "#8c8c8c"


def page(card: Feedback) -> str:
    """Return the card as one ``div``."""
    tone = _TONES[card.tone]
    parts = [
        _head(card, tone),
        _steps(card, tone),
        *(_div(_words(words), "qs-text", "margin:.5em 0") for words in card.paragraphs),
        _measured(card),
        _picture(card),
        _questions(card),
        _drawing(card),
        _items(card),
        *(_div(_words(words), "qs-note", f"margin:.3em 0;{_MUTED}") for words in card.notes),
    ]
    style = (
        f"border:1px solid {_LINE};border-left:5px solid {tone};border-radius:6px;"
        "padding:.8em 1.1em;margin:.3em 0;max-width:46em;box-sizing:border-box;line-height:1.55;"
        "overflow-wrap:break-word;white-space:normal"
    )
    return (
        f'<div class="qs qs-{card.tone}" role="status" lang="{card.language}" style="{style}">'
        f"{''.join(parts)}</div>"
    )


def _div(content: str, name: str, style: str) -> str:
    return f'<div class="{name}" style="{style}">{content}</div>' if content else ""


def _words(words: str) -> str:
    """Escape a text; what stands between backticks is code."""
    code = f'<code style="{_CODE}">\\1</code>'
    # A figure and its percent sign stay on one line.
    joined = re.sub(r"(?<=[0-9]) %", "\u00a0%", escape(words))
    return re.sub(r"`([^`]+)`", code, joined).replace("\n", "<br>")


def _head(card: Feedback, tone: str) -> str:
    pill = (
        f"display:inline-block;background:{tone};color:#fff;border-radius:1em;"
        "padding:.1em .8em;font-weight:600;margin-right:.7em"
    )
    badge = f'<span class="qs-badge" style="{pill}">{MARKS[card.tone]} {escape(card.badge)}</span>'
    kept = "margin-right:.7em;white-space:nowrap"
    aside = f' <b style="{kept}">{escape(card.aside)}</b>' if card.aside else ""
    heading = (
        f' <span style="{_MUTED};display:inline-block">{escape(card.heading)}</span>'
        if card.heading
        else ""
    )
    return _div(badge + aside + heading, "qs-head", "margin:0 0 .5em;line-height:2")


def _steps(card: Feedback, tone: str) -> str:
    cells = []
    for step in card.steps:
        word = text("reached" if step.reached else "open", card.language)
        fill = tone if step.reached else "transparent"
        line = f"height:6px;border-radius:3px;border:1px solid {tone};background:{fill}"
        label = f"<b>{escape(step.points)}</b> {escape(step.label)}"
        said = f'<span style="opacity:.75">{"✓" if step.reached else "○"} {escape(word)}</span>'
        cells.append(
            f'<div style="flex:1 1 5em;min-width:5em">{_div(" ", "qs-line", line)}'
            f'<div style="font-size:.9em;line-height:1.35;margin-top:.25em">{label}</div>'
            f'<div style="font-size:.85em;line-height:1.35">{said}</div></div>'
        )
    return _div(
        "".join(cells), "qs-steps", "display:flex;flex-wrap:wrap;gap:.6em;margin:.5em 0 .8em"
    )


def _table(lines: Iterable[str], name: str) -> str:
    return f'<table class="{name}" style="{_TABLE}">{"".join(lines)}</table>'


def _row(cells: Iterable[str], style: str = "") -> str:
    # JupyterLab stripes rows; a card of its own does without. Only the first column may wrap.
    drawn = ""
    for place, cell in enumerate(cells):
        width = "white-space:nowrap" if place else "min-width:4em"
        drawn += f'<td style="{_CELL};{width};{style}">{cell}</td>'
    return f'<tr style="background:transparent">{drawn}</tr>'


def _measured(card: Feedback) -> str:
    if not card.measured:
        return ""
    shown = [
        name
        for name in ("limit", "par", "best")
        if any(getattr(row, name) for row in card.measured)
    ]
    names = ["metric", "yours", *shown]
    head = _row((f"<b>{escape(text(name, card.language))}</b>" for name in names), "opacity:.75")
    return _table([head, *(_metric(row, shown, card) for row in card.measured)], "qs-metrics")


def _metric(row: Measured, shown: list[str], card: Feedback) -> str:
    yours = f"<b>{escape(row.yours)}</b>"
    if row.over:
        over = escape(text("over", card.language))
        yours += f' <span style="color:{_ALERT};font-weight:600">✗ {over}</span>'
    return _row([escape(row.name), yours, *(escape(getattr(row, name) or "–") for name in shown)])


def _picture(card: Feedback) -> str:
    found = rows(card.picture, card.language) if card.picture else ()
    if not card.picture or not found:
        return ""
    title = _div(f"<b>{escape(caption(card.picture, card.language))}</b>", "qs-caption",
                 "margin:.7em 0 .2em")  # fmt: skip
    return title + _table((_picture_row(row) for row in found), "qs-picture")


def _picture_row(row: Row) -> str:
    label = f'<code style="{_CODE};background:transparent">{escape(row.label)}</code>'
    mark = f'<span style="color:{_ALERT};font-weight:700">≠</span>' if row.off else ""
    return _row([label, "".join(map(_bar, row.bars)), mark])


def _bar(bar: Bar) -> str:
    value = f'<span style="font-variant-numeric:tabular-nums">{escape(bar.value)}</span>'
    name = f' <span style="opacity:.75">{escape(bar.name)}</span>' if bar.name else ""
    drawn = ""
    if bar.width is not None:
        colour = (
            f"background:{_MINE}" if bar.mine else f"background:{_SOFT};border:1px solid {_OTHER}"
        )
        size = f"width:{round(6 * max(0.0, min(1.0, bar.width)), 2):g}em;height:.7em"
        drawn = (
            '<span style="display:inline-block;width:6.4em;vertical-align:middle">'
            f'<span class="qs-bar" style="display:inline-block;box-sizing:border-box;{size};'
            f'border-radius:2px;vertical-align:middle;min-width:1px;{colour}"></span></span>'
        )
    # On a narrow screen the figure goes below its bar.
    said = f'<span style="white-space:nowrap">{value}{name}</span>'
    return f'<div style="line-height:1.4;white-space:normal">{drawn}{said}</div>'


def _questions(card: Feedback) -> str:
    blocks = []
    for number, question in enumerate(card.questions, 1):
        lines = [_div(f"<b>{number}.</b> {_words(question.text)} {_id(question.id)}", "qs-question",
                      "margin:0 0 .3em")]  # fmt: skip
        for option, words in question.options:
            line = f"{_id(option)} {_words(words)}"
            lines.append(_div(line, "qs-option", "margin:.15em 0 .15em 1.4em"))
        style = f"margin:.8em 0;padding-top:.7em;border-top:1px solid {_LINE}"
        blocks.append(_div("".join(lines), "qs-block", style))
    return "".join(blocks)


def _id(name: str) -> str:
    return f'<code style="{_CODE};background:{_SOFT};padding:0 .3em">{escape(name)}</code>'


def _drawing(card: Feedback) -> str:
    if not card.drawing:
        return ""
    title = _div(f"<b>{escape(card.drawing_title)}</b>", "qs-caption", "margin:.7em 0 .2em")
    style = (
        f"{_CODE};line-height:1.15;white-space:pre;overflow-x:auto;max-width:100%;"
        f"background:{_SOFT};border-radius:4px;padding:.6em .8em;margin:.2em 0 .8em"
    )
    return f'{title}<pre class="qs-drawing" style="{style}">{escape(card.drawing)}</pre>'


def _items(card: Feedback) -> str:
    if not card.items:
        return ""
    title = _div(f"<b>{escape(card.items_title)}</b>", "qs-caption", "margin:.7em 0 .2em")
    lines = "".join(f'<li style="margin:.15em 0">{_words(item)}</li>' for item in card.items)
    return f'{title}<ul style="margin:.2em 0 .6em;padding-left:1.4em">{lines}</ul>'
