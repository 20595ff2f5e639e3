"""Where best costs lie, against par and best, and how many attempts learners made."""

from json import dumps

import altair as alt

from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.spread import Spread
from leaderboard.present.texts import Texts

__all__ = ["spread_chart"]

_SHORT = 7
"""Characters up to which a range stays on one line."""


@drawn_once
def spread_chart(spread: Spread, texts: Texts) -> Figure:
    """Return a histogram of learners with its rules.

    Bars are equally wide although their ranges are not; each is labelled with its range.
    """
    colours = palette()
    bars = [
        {"place": n, "low": n - 0.42, "high": n + 0.42, "label": label, "count": count}
        for n, (label, count) in enumerate(zip(spread.labels, spread.counts, strict=True))
    ]
    names = dumps([_lines(label) for label in spread.labels], ensure_ascii=False)
    top = max(spread.counts, default=0)
    x_scale = alt.Scale(domain=[-0.6, len(bars) - 0.4], nice=False, zero=False)
    axis = alt.Axis(
        values=list(range(len(bars))), labelExpr=f"{names}[datum.value]", grid=False, labelAngle=0,
        labelOverlap=False, labelFontSize=11,
    )  # fmt: skip
    y = top_title(
        "count", texts("exercise.histogram_count"), alt.Scale(domain=[0, top * 1.64 or 1])
    )
    base = values(bars)
    layers = [
        base.mark_rect(color=colours.blue, opacity=0.85).encode(
            alt.X("low:Q", scale=x_scale, title=texts(f"exercise.{spread.kind}_axis"), axis=axis),
            alt.X2("high:Q"),
            y,
            alt.Y2(datum=0),
            tooltip=[
                alt.Tooltip("label:N", title=texts(f"exercise.{spread.kind}_axis")),
                alt.Tooltip("count:Q", title=texts("exercise.histogram_count")),
            ],
        ),
        base.mark_text(dy=-8, dx=2, align="left", color=colours.ink, fontSize=12).encode(
            alt.X("low:Q", scale=x_scale), y, alt.Text("count:Q")
        ),
        *_rules(spread, x_scale, top),
    ]
    words = texts("alt.empty")
    if bars:
        most = max(range(len(bars)), key=lambda n: spread.counts[n])
        low, _, high = spread.labels[most].partition("–")
        words = texts(
            f"alt.{spread.kind}", n=sum(spread.counts), bins=len(bars), most=spread.counts[most],
            low=low, high=high or low,
        )  # fmt: skip
        words = " ".join([words, *(f"{mark.label}." for mark in spread.marks)])
    return Figure(finish(alt.layer(*layers), 260), words)


def _rules(spread: Spread, x_scale: alt.Scale, top: int) -> list[alt.Chart]:
    tones = palette()
    colours = {
        "own": tones.orange,
        "par": tones.green,
        "best": tones.ink,
        "reference": tones.purple,
    }
    dashes = {"own": [1, 0], "par": [6, 3], "best": [2, 2], "reference": [8, 2, 2, 2]}
    layers = []
    for step, mark in enumerate(sorted(spread.marks, key=lambda mark: mark.place)):
        # Labels at four heights, so that neighbouring rules do not write over each other.
        height = top * (1.6 - 0.14 * (step % 4))
        row = {"place": mark.place, "label": mark.label, "y": height}
        right = mark.place > len(spread.labels) / 2
        base = values([row])
        x = alt.X("place:Q", scale=x_scale)
        layers += [
            base.mark_rule(
                color=colours[mark.code], strokeWidth=1.8, strokeDash=dashes[mark.code]
            ).encode(
                x, alt.Y("y:Q"), alt.Y2(datum=0), tooltip=alt.Tooltip("label:N", title=" ")
            ),
            base.mark_text(
                color=tones.ink, align="right" if right else "left", dx=-5 if right else 5,
                fontSize=12, fontWeight=600,
            ).encode(x, alt.Y("y:Q"), alt.Text("label:N")),
        ]  # fmt: skip
    return layers


def _lines(label: str) -> str | list[str]:
    """Return a long range in two lines: six of them stand side by side on a phone."""
    low, dash, high = label.partition("–")
    return [low + dash, high] if dash and len(label) > _SHORT else label
