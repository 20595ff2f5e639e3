"""Learners and first accepted answers by week."""

from collections.abc import Sequence

import altair as alt

from leaderboard.board import Row
from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.standings import week_label
from leaderboard.present.texts import Texts

__all__ = ["activity_chart"]


@drawn_once
def activity_chart(weeks: Sequence[Row], texts: Texts) -> Figure:
    """Return learners and first accepted answers by week, each with its own shape."""
    colours = palette()
    names = {"learners": texts("overview.active"), "first_accepted": texts("column.first_accepted")}
    rows = [
        {"week": week_label(week["period"]), "series": name, "value": week[key]}
        for week in weeks
        for key, name in names.items()
    ]
    series = list(names.values())
    legend = alt.Legend(title=None, orient="top", labelLimit=260)
    chart = (
        values(rows)
        .mark_line(strokeWidth=2.2, point=alt.OverlayMarkDef(size=50))
        .encode(
            alt.X(
                "week:O",
                sort=[week_label(week["period"]) for week in weeks],
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=8),
            ),
            top_title("value", "", alt.Scale(domainMin=0, nice=True)),
            alt.Color(
                "series:N",
                scale=alt.Scale(domain=series, range=[colours.blue, colours.orange]),
                legend=legend,
            ),
            alt.Shape(
                "series:N",
                scale=alt.Scale(domain=series, range=["circle", "square"]),
                legend=legend,
            ),
            alt.StrokeDash(
                "series:N", scale=alt.Scale(domain=series, range=[[1, 0], [5, 3]]), legend=None
            ),
            tooltip=[
                alt.Tooltip("series:N", title=" "),
                alt.Tooltip("week:O", title=texts("column.week")),
                alt.Tooltip("value:Q", title=texts("column.n")),
            ],
        )
    )
    known = [week for week in weeks if week["learners"] is not None]
    words = texts("alt.empty")
    if known:
        words = texts(
            "alt.activity",
            first=known[0]["learners"],
            first_week=week_label(known[0]["period"]),
            last=known[-1]["learners"],
            last_week=week_label(known[-1]["period"]),
            most=max(week["learners"] for week in known),
        )
    return Figure(finish(chart, 230, 2), words)
