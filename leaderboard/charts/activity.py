"""Learners who submitted, week by week."""

from collections.abc import Sequence

import altair as alt

from leaderboard.bands import rate_middle
from leaderboard.board import Row
from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.standings import week_label
from leaderboard.present.texts import Texts

__all__ = ["activity_chart"]


@drawn_once
def activity_chart(weeks: Sequence[Row], texts: Texts) -> Figure:
    """Return the share of the enrolled learners who submitted in each week, percent."""
    blue = palette().blue
    rows = [
        {
            "week": week_label(week["period"]),
            "share": None if week["submitted"] is None else rate_middle(week["submitted"]),
            "text": texts.rate(week["submitted"]),
        }
        for week in weeks
    ]
    chart = (
        values(rows)
        .mark_line(strokeWidth=2.2, point=alt.OverlayMarkDef(size=50, color=blue), color=blue)
        .encode(
            alt.X(
                "week:O",
                sort=[week_label(week["period"]) for week in weeks],
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=8),
            ),
            top_title("share", "%", alt.Scale(domain=[0, 100])),
            tooltip=[
                alt.Tooltip("week:O", title=texts("column.week")),
                alt.Tooltip("text:N", title=texts("column.who_submitted")),
            ],
        )
    )
    known = [week for week in weeks if week["submitted"] is not None]
    words = texts("alt.empty")
    if known:
        words = texts(
            "alt.activity",
            first=texts.rate(known[0]["submitted"]),
            first_week=week_label(known[0]["period"]),
            last=texts.rate(known[-1]["submitted"]),
            last_week=week_label(known[-1]["period"]),
            most=texts.rate(max((week["submitted"] for week in known), key=rate_middle)),
        )
    return Figure(finish(chart, 230, 2), words)
