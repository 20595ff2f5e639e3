"""A learner's skills as bars, each with the consortium's median and the band of its tenth."""

from collections.abc import Sequence

import altair as alt

from leaderboard.charts.base import finish, names_axis, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.gaps import Gap, decile_text
from leaderboard.present.texts import Texts

__all__ = ["mastery_chart"]

_ROOM = 14
"""Percent of the axis that a label takes."""


@drawn_once
def mastery_chart(gaps: Sequence[Gap], texts: Texts) -> Figure:
    """Return own mastery as bars; a dark stroke is the consortium's median."""
    colours = palette()
    rows = []
    for gap in gaps:
        band = decile_text(texts, gap.decile)
        words = texts.percent(gap.own) if gap.own is not None else texts("app.none")
        own, stroke = gap.own or 0, gap.median
        crossed = stroke is not None and own <= stroke < own + _ROOM
        rows.append(
            {
                "skill": gap.name,
                "own": own,
                "median": stroke,
                "label": f"{words} · {band}" if band else words,
                # Behind the consortium's stroke only where both would lie on each other.
                "at": stroke if crossed else own,
            }
        )
    y = alt.Y("skill:N", sort=[gap.name for gap in gaps], title=None, axis=names_axis())
    scale = alt.Scale(domain=[0, 128], nice=False)
    axis = alt.Axis(values=[0, 20, 40, 60, 80, 100], titlePadding=8)
    x = alt.X("own:Q", scale=scale, title=texts("me.mastery_axis"), axis=axis)
    base = values(rows)
    tips = [
        alt.Tooltip("skill:N", title=texts("column.skill")),
        alt.Tooltip("own:Q", title=texts("column.you")),
        alt.Tooltip("median:Q", title=texts("column.consortium")),
    ]
    chart = alt.layer(
        base.mark_bar(height=16, color=colours.orange, opacity=0.85, cornerRadiusEnd=3).encode(
            x, y, tooltip=tips
        ),
        base.transform_filter("isValid(datum.median)")
        .mark_tick(thickness=3, size=26, color=colours.ink, opacity=1)
        .encode(alt.X("median:Q", scale=scale), y, tooltip=tips),
        base.mark_text(align="left", dx=8, fontSize=12, color=colours.ink).encode(
            alt.X("at:Q", scale=scale), y, alt.Text("label:N")
        ),
    )
    known = [(gap.own, gap.name) for gap in gaps if gap.own is not None]
    words = texts("alt.empty")
    if known:
        (low, worst), (high, best) = min(known), max(known)
        words = texts("alt.mastery", n=len(known), best=best, high=high, worst=worst, low=low)
    return Figure(finish(chart, 36 * max(len(rows), 1) + 60, 4), words)
