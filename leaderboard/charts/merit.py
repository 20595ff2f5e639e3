"""Median merit by week."""

from collections.abc import Sequence

import altair as alt

from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.standings import Point
from leaderboard.present.texts import Texts

__all__ = ["merit_chart"]


@drawn_once
def merit_chart(points: Sequence[Point], texts: Texts, own: str = "") -> Figure:
    """Return median merit by week: the consortium's band and line, companies grey, `own` marked.

    Args:
        points: Weeks of all lines; the consortium's have an empty company id.
        texts: The language.
        own: Company to mark.
    """
    colours = palette()
    weeks = list(dict.fromkeys(p.week for p in sorted(points, key=lambda p: p.period)))
    pooled = [p for p in points if not p.company]
    marked = [p for p in points if own and p.company == own]
    others = [p for p in points if p.company and p.company != own]
    x = alt.X(
        "week:O",
        sort=weeks,
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=8),
    )
    y_title = texts("overview.median")
    scale = alt.Scale(domain=[0, 100])
    tips = [
        alt.Tooltip("name:N", title=texts("column.company")),
        alt.Tooltip("week:O", title=texts("column.week")),
        alt.Tooltip("median:Q", title=y_title),
    ]
    y = top_title("median", y_title, scale)
    layers = [
        _data(pooled)
        .mark_area(opacity=0.18, color=colours.blue)
        .encode(x, top_title("q1", y_title, scale), alt.Y2("q3:Q")),
        _data(others)
        .mark_line(
            color=colours.grey,
            strokeWidth=1.2,
            point=alt.OverlayMarkDef(color=colours.grey, size=14),
        )
        .encode(x, y, detail="company:N", tooltip=tips),
        _data(pooled)
        .mark_line(
            color=colours.blue,
            strokeWidth=2.4,
            point=alt.OverlayMarkDef(color=colours.blue, size=55, shape="diamond"),
        )
        .encode(x, y, tooltip=tips),
    ]
    if marked:
        layers.append(
            _data(marked)
            .mark_line(
                color=colours.orange,
                strokeWidth=2.4,
                point=alt.OverlayMarkDef(color=colours.orange, size=55),
            )
            .encode(x, y, tooltip=tips)
        )
    return Figure(finish(alt.layer(*layers), 260), _merit_alt(pooled, marked, texts))


def _merit_alt(pooled: Sequence[Point], marked: Sequence[Point], texts: Texts) -> str:
    sentences = []
    for line, key in ((pooled, "alt.trend"), (marked, "alt.trend_own")):
        known = [point for point in line if point.median is not None]
        if known:
            sentences.append(
                texts(
                    key,
                    company=known[0].name,
                    first=known[0].median,
                    first_week=known[0].week,
                    last=known[-1].median,
                    last_week=known[-1].week,
                )
            )
    return " ".join(sentences) or texts("alt.empty")


def _data(points: Sequence[Point]) -> alt.Chart:
    return values(
        [
            {
                "week": p.week,
                "company": p.company,
                "name": p.name,
                "median": p.median,
                "q1": p.q1,
                "q3": p.q3,
            }
            for p in points
        ]
    )
