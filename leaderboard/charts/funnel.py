"""Shares of the enrolled learners, step by step."""

from collections.abc import Sequence

import altair as alt

from leaderboard.charts.base import finish, names_axis, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.company import Step
from leaderboard.present.texts import Texts

__all__ = ["funnel_chart"]


@drawn_once
def funnel_chart(steps: Sequence[Step], texts: Texts) -> Figure:
    """Return shares of the enrolled learners as bars with their labels."""
    colours = palette()
    rows = [{"step": s.name, "value": s.value, "text": s.text} for s in steps]
    y = alt.Y("step:N", sort=[s.name for s in steps], title=None,
              axis=names_axis())  # fmt: skip
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, 126]), axis=None)
    base = values(rows)
    chart = alt.layer(
        base.mark_bar(color=colours.blue, opacity=0.85, height=18, cornerRadiusEnd=3).encode(x, y),
        base.mark_text(align="left", dx=6, color=colours.ink, fontSize=12).encode(
            x, y, alt.Text("text:N")
        ),
    )
    words = ", ".join(f"{s.name} {s.text}" for s in steps)
    return Figure(finish(chart, 40 * max(len(steps), 1), 4), texts("alt.funnel", steps=words))
