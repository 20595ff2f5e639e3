"""Skills of one against those of all."""

from collections.abc import Sequence

import altair as alt

from leaderboard.charts.base import finish, names_axis, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.gaps import Gap
from leaderboard.present.texts import Texts

__all__ = ["gap_chart"]


@drawn_once
def gap_chart(gaps: Sequence[Gap], texts: Texts, own: str = "") -> Figure:
    """Return skills: own circle, diamond of the consortium, bar of the middle half."""
    colours = palette()
    order = [gap.name for gap in gaps]
    rows = [
        {"skill": g.name, "median": g.median, "q1": g.q1, "q3": g.q3, "own": g.own} for g in gaps
    ]
    y = alt.Y("skill:N", sort=order, title=None, axis=names_axis())
    x = alt.X(
        "median:Q",
        scale=alt.Scale(domain=[0, 100]),
        title=texts("skills.axis"),
        axis=alt.Axis(tickCount=5, titlePadding=8),
    )
    base = values(rows)
    tips = [
        alt.Tooltip("skill:N", title=texts("column.skill")),
        alt.Tooltip("median:Q", title=texts("column.consortium")),
    ]
    if own:
        tips.append(alt.Tooltip("own:Q", title=own))
    layers = [
        base.mark_bar(height=9, color=colours.blue, opacity=0.3, cornerRadius=4).encode(
            alt.X("q1:Q"), alt.X2("q3:Q"), y, tooltip=tips
        )
    ]
    if own:
        layers.append(
            base.mark_rule(color=colours.grey, strokeWidth=2).encode(x, alt.X2("own:Q"), y)
        )
    layers.append(
        base.mark_point(
            shape="diamond", filled=True, size=120, color=colours.blue, opacity=1
        ).encode(x, y, tooltip=tips)
    )
    if own:
        layers.append(
            # A ring, so that the consortium's diamond shows through where both are equal.
            base.mark_point(
                shape="circle",
                filled=False,
                size=230,
                strokeWidth=2.6,
                color=colours.orange,
                opacity=1,
            ).encode(alt.X("own:Q"), y, tooltip=tips)
        )
    return Figure(
        finish(alt.layer(*layers), 44 * max(len(gaps), 1) + 10, 4), _gap_alt(gaps, texts, own)
    )


def _gap_alt(gaps: Sequence[Gap], texts: Texts, own: str) -> str:
    known = [(gap.median, gap.name) for gap in gaps if gap.median is not None]
    if not known:
        return texts("alt.empty")
    (worst_value, worst), (best_value, best) = min(known), max(known)
    words = texts(
        "alt.skills", best=best, best_value=best_value, worst=worst, worst_value=worst_value
    )
    if not own:
        return words
    compared = [gap.difference for gap in gaps if gap.difference is not None]
    ahead, behind = sum(d > 0 for d in compared), sum(d < 0 for d in compared)
    return f"{texts('alt.gaps', own=own, n=len(compared), ahead=ahead, behind=behind)} {words}"
