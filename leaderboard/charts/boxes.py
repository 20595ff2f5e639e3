"""One skill of several groups: the middle half as a bar, the median as a stroke in it."""

from collections.abc import Sequence

import altair as alt

from leaderboard.charts.base import finish, names_axis, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.boxes import Box
from leaderboard.present.texts import Texts

__all__ = ["box_chart"]


@drawn_once
def box_chart(boxes: Sequence[Box], texts: Texts) -> Figure:
    """Return a row per group; a single learner is a ring, a withheld group says so in words."""
    colours = palette()
    tones = {"consortium": colours.blue, "own": colours.orange, "other": colours.muted}
    rows = [
        {
            "group": box.name, "kind": box.kind, "median": box.median, "q1": box.q1, "q3": box.q3,
            "held": box.status == "held",
            "words": _label(box, texts),
            "at": box.median if box.q3 is None else box.q3,
        }
        for box in boxes
    ]  # fmt: skip
    for row in rows:
        row["at"] = 0 if row["at"] is None else row["at"]
    order = [box.name for box in boxes]
    y = alt.Y("group:N", sort=order, title=None, axis=names_axis())
    scale = alt.Scale(domain=[0, 118], nice=False)
    axis = alt.Axis(values=[0, 20, 40, 60, 80, 100], titlePadding=8)
    x = alt.X("median:Q", scale=scale, title=texts("skills.axis"), axis=axis)
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=list(tones), range=list(tones.values())), legend=None
    )
    tips = [
        alt.Tooltip("group:N", title=texts("skills.group")),
        alt.Tooltip("q1:Q", title="Q1"),
        alt.Tooltip("median:Q", title=texts("column.median")),
        alt.Tooltip("q3:Q", title="Q3"),
    ]
    base = values(rows)
    grouped = base.transform_filter("isValid(datum.q1)")
    chart = alt.layer(
        grouped.mark_bar(height=16, opacity=0.28, cornerRadius=3).encode(
            alt.X("q1:Q", scale=scale), alt.X2("q3:Q"), y, colour, tooltip=tips
        ),
        grouped.mark_tick(thickness=4, size=22, opacity=1).encode(x, y, colour, tooltip=tips),
        base.transform_filter("isValid(datum.median) && !isValid(datum.q1)")
        .mark_point(shape="circle", size=220, strokeWidth=2.6, filled=False, opacity=1)
        .encode(x, y, colour, tooltip=tips),
        base.mark_text(align="left", dx=10, fontSize=12, color=colours.ink).encode(
            alt.X("at:Q", scale=scale), y, alt.Text("words:N")
        ),
    )
    return Figure(finish(chart, 36 * max(len(rows), 1) + 60, 4), _words(boxes, texts))


def _label(box: Box, texts: Texts) -> str:
    if box.median is None:
        return texts("status.withheld")
    return str(box.median) if box.q1 is None else f"{texts('column.median')} {box.median}"


def _words(boxes: Sequence[Box], texts: Texts) -> str:
    parts = []
    for box in boxes:
        if box.median is None:
            parts.append(texts("alt.box_withheld", name=box.name))
        elif box.q1 is None:
            parts.append(texts("alt.box_one", name=box.name, value=box.median))
        else:
            parts.append(
                texts("alt.box", name=box.name, median=box.median, low=box.q1, high=box.q3)
            )
    return " ".join(parts) or texts("alt.empty")
