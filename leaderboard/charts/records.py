"""Records of a challenge as steps in time, with yardsticks as levels, and quantum volumes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import altair as alt

from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.records import Progress
from leaderboard.present.texts import Texts
from leaderboard.present.volumes import Volume

__all__ = ["record_chart", "volume_chart"]

_DAY_S = 86_400
_SHORT_S = 4 * _DAY_S
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")


@drawn_once
def record_chart(progress: Progress, texts: Texts) -> Figure:
    """Return the record at each time as a step line, each record as a point.

    Yardsticks are dashed levels with their names on them.
    """
    colours = palette()
    moments = [moment for moment, _, _ in progress.steps]
    end = max(progress.until, moments[-1] + 1)
    short = end - moments[0] < _SHORT_S
    rows = [
        {"moment": _clock(texts, moment), "cost": cost, "who": who, "shown": texts.moment(moment)}
        for moment, cost, who in progress.steps
    ]
    last = {"moment": _clock(texts, end), "cost": progress.steps[-1][1]}
    x = alt.X(
        "moment:T",
        title=None,
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            format="%m-%d %H:%M" if short else "%Y-%m-%d", tickCount=5, labelOverlap=True
        ),
    )
    costs = [cost for _, cost, _ in progress.steps] + [rule.value for rule in progress.rules]
    room = (max(costs) - min(costs)) * 0.18 or abs(max(costs)) * 0.1 or 1
    scale = alt.Scale(domain=[min(costs) - room, max(costs) + room], nice=False, zero=False)
    y = top_title("cost", progress.title, scale)
    layers = []
    for place, rule in enumerate(progress.rules):
        tone = (colours.purple, colours.green, colours.muted)[place % 3]
        base = values([{"cost": rule.value, "label": rule.label, "moment": rows[0]["moment"]}])
        layers += [
            base.mark_rule(color=tone, strokeDash=[6, 3], strokeWidth=1.4).encode(y),
            base.mark_text(
                align="right", dy=-7, dx=-4, color=tone, fontSize=12, fontWeight=600
            ).encode(alt.X(value="width"), y, alt.Text("label:N")),
        ]
    tips = [
        alt.Tooltip("shown:N", title=texts("records.reached")),
        alt.Tooltip("cost:Q", title=progress.title),
        alt.Tooltip("who:N", title=texts("records.holder")),
    ]
    layers += [
        values([*rows, last])
        .mark_line(interpolate="step-after", color=colours.blue, strokeWidth=2.4)
        .encode(x, y),
        values(rows)
        .mark_point(filled=True, size=90, color=colours.blue, opacity=1)
        .encode(x, y, tooltip=tips),
        # The first and the last one only: those between lie too close for words.
        values([rows[0], rows[-1]][: len(rows)])
        .mark_text(dy=16, dx=4, align="left", color=colours.ink, fontSize=12)
        .encode(x, y, alt.Text("cost:Q", format=",~g")),
    ]
    words = texts(
        "alt.records",
        n=len(rows),
        first=f"{progress.steps[0][1]:,g}",
        first_date=texts.date(moments[0]),
        last=f"{progress.steps[-1][1]:,g}",
        last_date=texts.date(moments[-1]),
    )
    words = " ".join([words, *(f"{rule.label}." for rule in progress.rules)])
    return Figure(finish(alt.layer(*layers), 260), words)


@drawn_once
def volume_chart(items: Sequence[Volume], texts: Texts) -> Figure:
    """Return quantum volume by snapshot, a line with a shape of its own for each device."""
    colours = palette()
    devices = list(dict.fromkeys(one.device for one in items))
    rows = [{"device": one.device, "snapshot": one.snapshot, "volume": one.volume} for one in items]
    powers = [one.volume.bit_length() - 1 for one in items]
    ticks = [1 << power for power in range(min(powers), max(powers) + 2)]
    scale = alt.Scale(type="log", base=2, domain=[ticks[0] / 1.3, ticks[-1]], nice=False)
    axis = alt.Axis(values=ticks, format=",d")
    legend = alt.Legend(title=None, orient="top", labelLimit=260)
    count = len(devices)
    chart = (
        values(rows)
        .mark_line(strokeWidth=2.2, point=alt.OverlayMarkDef(size=80, filled=True))
        .encode(
            alt.X(
                "snapshot:O",
                sort=sorted({one.snapshot for one in items}),
                title=None,
                axis=alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=8),
            ),
            alt.Y("volume:Q", title=None, scale=scale, axis=axis),
            alt.Color(
                "device:N",
                scale=alt.Scale(
                    domain=devices,
                    range=[colours.series[n % len(colours.series)] for n in range(count)],
                ),
                legend=legend,
            ),
            alt.Shape(
                "device:N",
                scale=alt.Scale(
                    domain=devices, range=[_SHAPES[n % len(_SHAPES)] for n in range(count)]
                ),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("device:N", title=texts("records.device")),
                alt.Tooltip("snapshot:O", title=texts("records.snapshot")),
                alt.Tooltip("volume:Q", title=texts("records.volume"), format=",d"),
            ],
        )
    )
    newest = {one.device: one for one in items}
    shown = ", ".join(f"{name} {one.volume:,} ({one.snapshot})" for name, one in newest.items())
    return Figure(finish(chart, 220), texts("alt.volume", n=len(items), devices=shown))


def _clock(texts: Texts, moment: int) -> str:
    """Return a time of the board's zone as if it were UTC: a browser elsewhere shows the same."""
    local = datetime.strptime(texts.moment(moment)[:16], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    return f"{local + timedelta(seconds=moment % 60):%Y-%m-%dT%H:%M:%SZ}"
