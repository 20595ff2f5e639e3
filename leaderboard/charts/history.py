"""Points of one learner, attempt by attempt."""

from collections.abc import Sequence

import altair as alt

from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.attempts import Try
from leaderboard.present.texts import Texts

__all__ = ["history_chart"]


@drawn_once
def history_chart(tries: Sequence[Try], texts: Texts, possible: float) -> Figure:
    """Return the best points so far as steps, each attempt as a point.

    Args:
        tries: The attempts in order.
        texts: The language.
        possible: Points of the exercise, the top of the axis.
    """
    colours = palette()
    rows = [
        {
            "number": t.number,
            "points": t.points,
            "best": t.best,
            "verdict": texts.known("outcome", t.outcome),
        }
        for t in tries
    ]
    x = alt.X("number:O", title=texts("column.attempts"), axis=alt.Axis(labelAngle=0))
    tips = [
        alt.Tooltip("number:O", title=texts("column.attempts")),
        alt.Tooltip("verdict:N", title=texts("column.verdict")),
        alt.Tooltip("points:Q", title=texts("column.points")),
    ]
    base = values(rows)
    scale = alt.Scale(domain=[0, possible])
    chart = alt.layer(
        base.mark_line(interpolate="step-after", color=colours.blue, strokeWidth=2.2).encode(
            x, top_title("best", texts("column.points"), scale)
        ),
        base.mark_point(filled=True, size=80, color=colours.orange, opacity=1).encode(
            x, top_title("points", texts("column.points"), scale), tooltip=tips
        ),
    )
    words = texts("alt.empty")
    if tries:
        words = texts("alt.history", n=len(tries), points=f"{tries[-1].best:g}")
    return Figure(finish(chart, 180), words)
