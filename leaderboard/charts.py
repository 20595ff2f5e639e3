"""Charts from rows, each with an alternative text made from the same rows.

Colours are those of Okabe and Ito; every series has a shape of its own beside its colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from leaderboard.board import Row
from leaderboard.present.company import Step
from leaderboard.present.exercise import Spread
from leaderboard.present.learner import Try
from leaderboard.present.skills import Gap
from leaderboard.present.standings import Point, week_label
from leaderboard.present.texts import Texts

__all__ = [
    "Figure",
    "activity_chart",
    "funnel_chart",
    "gap_chart",
    "history_chart",
    "merit_chart",
    "spread_chart",
]

BLUE, ORANGE, GREEN, GREY, INK = "#0072B2", "#D55E00", "#009E73", "#aab4c0", "#1c2733"
_NAMES = alt.Axis(labelLimit=165, labelPadding=12, ticks=False, domain=False)
_FONT = "Source Sans, Noto Sans JP, Noto Sans CJK JP, sans-serif"
_AXIS = {
    "labelColor": "#55657a",
    "titleColor": "#55657a",
    "gridColor": "#e8edf2",
    "domainColor": "#c3cdd8",
    "tickColor": "#c3cdd8",
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "labelFont": _FONT,
    "titleFont": _FONT,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and what it shows, in one sentence."""

    chart: Any
    alt: str


def merit_chart(points: Sequence[Point], texts: Texts, own: str = "") -> Figure:
    """Return median merit by week: the consortium's band and line, companies grey, `own` marked.

    Args:
        points: Weeks of all lines; the consortium's have an empty company id.
        texts: The language.
        own: Company to mark.
    """
    weeks = list(dict.fromkeys(p.week for p in sorted(points, key=lambda p: p.period)))
    pooled = [p for p in points if not p.company]
    marked = [p for p in points if own and p.company == own]
    others = [p for p in points if p.company and p.company != own]
    x = alt.X("week:O", sort=weeks, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y_title = texts("overview.median")
    scale = alt.Scale(domain=[0, 100])
    tips = [
        alt.Tooltip("name:N", title=texts("column.company")),
        alt.Tooltip("week:O", title=texts("column.week")),
        alt.Tooltip("median:Q", title=y_title),
    ]
    y = _top_title("median", y_title, scale)
    layers = [
        _data(pooled)
        .mark_area(opacity=0.13, color=BLUE)
        .encode(x, _top_title("q1", y_title, scale), alt.Y2("q3:Q")),
        _data(others)
        .mark_line(color=GREY, strokeWidth=1.2, point=alt.OverlayMarkDef(color=GREY, size=14))
        .encode(x, y, detail="company:N", tooltip=tips),
        _data(pooled)
        .mark_line(
            color=BLUE,
            strokeWidth=2.4,
            point=alt.OverlayMarkDef(color=BLUE, size=55, shape="diamond"),
        )
        .encode(x, y, tooltip=tips),
    ]
    if marked:
        layers.append(
            _data(marked)
            .mark_line(
                color=ORANGE, strokeWidth=2.4, point=alt.OverlayMarkDef(color=ORANGE, size=55)
            )
            .encode(x, y, tooltip=tips)
        )
    return Figure(_finish(alt.layer(*layers), 260), _merit_alt(pooled, marked, texts))


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


def activity_chart(weeks: Sequence[Row], texts: Texts) -> Figure:
    """Return learners and first accepted answers by week, each with its own shape."""
    names = {"learners": texts("overview.active"), "first_accepted": texts("column.first_accepted")}
    rows = [
        {"week": week_label(week["period"]), "series": name, "value": week[key]}
        for week in weeks
        for key, name in names.items()
    ]
    series = list(names.values())
    legend = alt.Legend(title=None, orient="top", labelLimit=260)
    chart = (
        _values(rows)
        .mark_line(strokeWidth=2.2, point=alt.OverlayMarkDef(size=50))
        .encode(
            alt.X(
                "week:O",
                sort=[week_label(week["period"]) for week in weeks],
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            _top_title("value", "", alt.Scale(domainMin=0, nice=True)),
            alt.Color(
                "series:N",
                scale=alt.Scale(domain=series, range=[BLUE, ORANGE]),
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
    return Figure(_finish(chart, 230, 2), words)


def spread_chart(spread: Spread, texts: Texts) -> Figure:
    """Return the histogram of best costs with its rules.

    Bars are equally wide although their ranges are not; each is labelled with its range.
    """
    bars = [
        {"place": n, "low": n - 0.42, "high": n + 0.42, "label": label, "count": count}
        for n, (label, count) in enumerate(zip(spread.labels, spread.counts, strict=True))
    ]
    labels = "[" + ", ".join(f"'{label}'" for label in spread.labels) + "][datum.value]"
    top = max(spread.counts, default=0)
    x_scale = alt.Scale(domain=[-0.6, len(bars) - 0.4], nice=False, zero=False)
    axis = alt.Axis(
        values=list(range(len(bars))), labelExpr=labels, grid=False, labelAngle=0,
        labelOverlap=False, labelFontSize=11,
    )  # fmt: skip
    y = _top_title(
        "count", texts("exercise.histogram_count"), alt.Scale(domain=[0, top * 1.45 or 1])
    )
    base = _values(bars)
    layers = [
        base.mark_rect(color=BLUE, opacity=0.85).encode(
            alt.X("low:Q", scale=x_scale, title=texts("exercise.histogram_axis"), axis=axis),
            alt.X2("high:Q"),
            y,
            alt.Y2(datum=0),
            tooltip=[
                alt.Tooltip("label:N", title=texts("column.range")),
                alt.Tooltip("count:Q", title=texts("exercise.histogram_count")),
            ],
        ),
        base.mark_text(dy=-8, dx=2, align="left", color=INK, fontSize=12).encode(
            alt.X("low:Q", scale=x_scale), y, alt.Text("count:Q")
        ),
        *_rules(spread, x_scale, top),
    ]
    words = texts("alt.empty")
    if bars:
        most = max(range(len(bars)), key=lambda n: spread.counts[n])
        low, _, high = spread.labels[most].partition("–")
        words = texts(
            "alt.histogram", n=sum(spread.counts), bins=len(bars), most=spread.counts[most],
            low=low, high=high or low,
        )  # fmt: skip
        words = " ".join([words, *(f"{mark.label}." for mark in spread.marks)])
    return Figure(_finish(alt.layer(*layers), 260), words)


def _rules(spread: Spread, x_scale: alt.Scale, top: int) -> list[alt.Chart]:
    colours = {"own": ORANGE, "par": GREEN, "best": INK, "reference": "#7a5195"}
    dashes = {"own": [1, 0], "par": [6, 3], "best": [2, 2], "reference": [8, 2, 2, 2]}
    layers = []
    for step, mark in enumerate(sorted(spread.marks, key=lambda mark: mark.place)):
        # Labels at four heights, so that neighbouring rules do not write over each other.
        height = top * (1.42 - 0.1 * (step % 4))
        row = {"place": mark.place, "label": mark.label, "y": height}
        right = mark.place > len(spread.labels) / 2
        base = _values([row])
        x = alt.X("place:Q", scale=x_scale)
        layers += [
            base.mark_rule(
                color=colours[mark.code], strokeWidth=1.8, strokeDash=dashes[mark.code]
            ).encode(
                x, alt.Y("y:Q"), alt.Y2(datum=0), tooltip=alt.Tooltip("label:N", title=" ")
            ),
            base.mark_text(
                color=colours[mark.code], align="right" if right else "left", dx=-5 if right else 5,
                fontSize=12, fontWeight=600,
            ).encode(x, alt.Y("y:Q"), alt.Text("label:N")),
        ]  # fmt: skip
    return layers


def gap_chart(gaps: Sequence[Gap], texts: Texts, own: str = "") -> Figure:
    """Return skills: own circle, diamond of the consortium, bar of the middle half."""
    order = [gap.name for gap in gaps]
    rows = [
        {"skill": g.name, "median": g.median, "q1": g.q1, "q3": g.q3, "own": g.own} for g in gaps
    ]
    y = alt.Y("skill:N", sort=order, title=None, axis=_NAMES)
    x = alt.X(
        "median:Q",
        scale=alt.Scale(domain=[0, 100]),
        title=texts("skills.axis"),
        axis=alt.Axis(tickCount=5, titlePadding=8),
    )
    base = _values(rows)
    tips = [
        alt.Tooltip("skill:N", title=texts("column.skill")),
        alt.Tooltip("median:Q", title=texts("column.consortium")),
    ]
    if own:
        tips.append(alt.Tooltip("own:Q", title=own))
    layers = [
        base.mark_bar(height=9, color=BLUE, opacity=0.2, cornerRadius=4).encode(
            alt.X("q1:Q"), alt.X2("q3:Q"), y, tooltip=tips
        )
    ]
    if own:
        layers.append(base.mark_rule(color=GREY, strokeWidth=2).encode(x, alt.X2("own:Q"), y))
    layers.append(
        base.mark_point(shape="diamond", filled=True, size=120, color=BLUE, opacity=1).encode(
            x, y, tooltip=tips
        )
    )
    if own:
        layers.append(
            # A ring, so that the consortium's diamond shows through where both are equal.
            base.mark_point(
                shape="circle", filled=False, size=230, strokeWidth=2.6, color=ORANGE, opacity=1
            ).encode(alt.X("own:Q"), y, tooltip=tips)
        )
    return Figure(
        _finish(alt.layer(*layers), 44 * max(len(gaps), 1) + 10, 4), _gap_alt(gaps, texts, own)
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


def funnel_chart(steps: Sequence[Step], texts: Texts) -> Figure:
    """Return shares of the enrolled learners as bars with their labels."""
    rows = [{"step": s.name, "value": s.value, "text": s.text} for s in steps]
    y = alt.Y("step:N", sort=[s.name for s in steps], title=None,
              axis=_NAMES)  # fmt: skip
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, 112]), axis=None)
    base = _values(rows)
    chart = alt.layer(
        base.mark_bar(color=BLUE, opacity=0.85, height=18, cornerRadiusEnd=3).encode(x, y),
        base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(x, y, alt.Text("text:N")),
    )
    words = ", ".join(f"{s.name} {s.text}" for s in steps)
    return Figure(_finish(chart, 40 * max(len(steps), 1), 4), texts("alt.funnel", steps=words))


def history_chart(tries: Sequence[Try], texts: Texts, possible: float) -> Figure:
    """Return the best points so far as steps, each attempt as a point.

    Args:
        tries: The attempts in order.
        texts: The language.
        possible: Points of the exercise, the top of the axis.
    """
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
    base = _values(rows)
    scale = alt.Scale(domain=[0, possible])
    chart = alt.layer(
        base.mark_line(interpolate="step-after", color=BLUE, strokeWidth=2.2).encode(
            x, _top_title("best", texts("column.points"), scale)
        ),
        base.mark_point(filled=True, size=80, color=ORANGE, opacity=1).encode(
            x, _top_title("points", texts("column.points"), scale), tooltip=tips
        ),
    )
    words = texts("alt.empty")
    if tries:
        words = texts("alt.history", n=len(tries), points=f"{tries[-1].best:g}")
    return Figure(_finish(chart, 180), words)


def _top_title(field: str, title: str, scale: alt.Scale) -> alt.Y:
    # Horizontal and above the axis: vertical Japanese is hard to read.
    axis = alt.Axis(
        titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-14, titleX=0, tickCount=5
    )
    return alt.Y(f"{field}:Q", title=title or None, scale=scale, axis=axis)


def _data(points: Sequence[Point]) -> alt.Chart:
    return _values(
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


def _values(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _finish(chart: Any, height: int, top: int = 20) -> Any:  # noqa: ANN401 - one of several chart classes
    return (
        chart.properties(
            height=height,
            background="transparent",
            padding={"top": top, "left": 4, "right": 10, "bottom": 4},
        )
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(**_AXIS)
        .configure_legend(labelFont=_FONT, labelColor=INK, labelFontSize=12)
    )
