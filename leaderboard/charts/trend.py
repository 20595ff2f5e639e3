"""A figure week by week, with gaps where it is withheld and rings where an old one is held."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.texts import Texts
from leaderboard.present.trend import Weekly

__all__ = ["trend_chart"]


@dataclass(frozen=True, slots=True)
class _Style:
    colour: str
    shape: str
    width: float
    size: int


@drawn_once
def trend_chart(
    points: Sequence[Weekly], texts: Texts, title: str, own: str = "", *, chosen: str = ""
) -> Figure:
    """Return the consortium's band and line, `own` marked, further companies grey.

    Args:
        points: Weeks of all lines; the consortium's have an empty company id.
        texts: The language.
        title: What the vertical axis shows.
        own: Company to mark.
        chosen: Week of the other figures of the page; marked unless it is the last.
    """
    colours = palette()
    weeks = list(dict.fromkeys(point.period for point in points))
    pooled = [point for point in points if not point.company]
    marked = [point for point in points if own and point.company == own]
    others = [point for point in points if point.company and point.company != own]
    scale = alt.Scale(domain=[0, 100])
    axes = (_weeks(weeks), top_title("median", title, scale))
    layers = [
        _data(pooled, texts)
        .mark_area(opacity=0.18, color=colours.blue)
        .encode(axes[0], top_title("q1", title, scale), alt.Y2("q3:Q")),
    ]
    if chosen in weeks[:-1]:
        rule = values([{"week": chosen}]).mark_rule(color=colours.muted, strokeDash=[4, 3])
        layers.append(rule.encode(axes[0]))
    for some, style in (
        (others, _Style(colours.grey, "circle", 1.2, 14)),
        (pooled, _Style(colours.blue, "diamond", 2.4, 60)),
        (marked, _Style(colours.orange, "circle", 2.4, 60)),
    ):
        if some:
            layers += _line(some, texts, title, axes, style)
    return Figure(finish(alt.layer(*layers), 240), _words(pooled, marked, texts, title))


def _weeks(weeks: Sequence[str]) -> alt.X:
    short = alt.Axis(
        labelAngle=0, labelOverlap=True, labelSeparation=8, labelExpr="split(datum.value, '-')[1]"
    )
    scale = alt.Scale(domain=list(weeks))
    return alt.X("week:O", sort=list(weeks), title=None, scale=scale, axis=short)


def _line(
    points: Sequence[Weekly], texts: Texts, title: str, axes: tuple[alt.X, alt.Y], style: _Style
) -> list[alt.Chart]:
    base = _data(points, texts)
    tips = [
        alt.Tooltip("name:N", title=texts("column.company")),
        alt.Tooltip("week:O", title=texts("column.week")),
        alt.Tooltip("median:Q", title=title),
        alt.Tooltip("status:N", title=texts("column.status")),
    ]
    colour = style.colour
    fill = alt.condition("datum.held", alt.value(palette().page), alt.value(colour))
    return [
        base.mark_line(color=colour, strokeWidth=style.width).encode(*axes, detail="name:N"),
        base.transform_filter("isValid(datum.median)")
        .mark_point(
            shape=style.shape, size=style.size, stroke=colour, strokeWidth=1.8, opacity=1,
            filled=True,
        )
        .encode(*axes, fill=fill, tooltip=tips),
    ]  # fmt: skip


def _words(pooled: Sequence[Weekly], marked: Sequence[Weekly], texts: Texts, title: str) -> str:
    sentences = []
    for line in (pooled, marked):
        known = [point for point in line if point.median is not None]
        if not known:
            continue
        sentences.append(
            texts(
                "alt.line",
                title=title,
                name=known[0].name,
                first=known[0].median,
                first_week=known[0].week,
                last=known[-1].median,
                last_week=known[-1].week,
            )
        )
        held = [point.week for point in known if point.status == "held"]
        if held:
            sentences.append(texts("alt.held", weeks=", ".join(held)))
    return " ".join(sentences) or texts("alt.empty")


def _data(points: Sequence[Weekly], texts: Texts) -> alt.Chart:
    return values(
        [
            {
                "week": point.period,
                "name": point.name,
                "median": point.median,
                "q1": point.q1,
                "q3": point.q3,
                "held": point.status == "held",
                "status": texts(f"status.{point.status}", date=texts.end_date(point.as_of)),
            }
            for point in points
        ]
    )
