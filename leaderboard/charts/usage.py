"""Use of the devices by day: stacked amounts, and how long jobs waited."""

from calendar import monthrange
from collections.abc import Sequence

import altair as alt

from leaderboard.board import Row
from leaderboard.charts.base import finish, top_title, values
from leaderboard.charts.figure import Figure, drawn_once
from leaderboard.charts.palette import palette
from leaderboard.present.amounts import amount, duration, share
from leaderboard.present.devices import sums
from leaderboard.present.texts import Texts

__all__ = ["usage_chart", "wait_chart"]

_NANO = 1_000_000_000
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")


@drawn_once
def usage_chart(
    uses: Sequence[Row], unit: str, month: str, devices: Sequence[str], texts: Texts
) -> Figure:
    """Return the amount of each day as a bar, devices stacked.

    Args:
        uses: Rows of the month, one at least.
        unit: ``"quantum_ns"``, ``"shots"``, ``"circuits"`` or ``"jobs"``.
        month: ``YYYY-MM``; all its days are on the axis.
        devices: All devices in order: a device keeps its colour whatever else is shown.
        texts: The language.
    """
    colours = palette()
    shown = [name for name in devices if any(row["device"] == name for row in uses)]
    found = sums(uses, lambda row: f"{row['day']} {row['device']}")
    rows = []
    for key, one in found.items():
        day, device = key.split(" ", 1)
        value = getattr(one, unit)
        rows.append(
            {
                "day": _day(day),
                "date": day,
                "device": device,
                "order": shown.index(device),
                "value": value / _NANO if unit == "quantum_ns" else value,
                "shown": amount(texts, unit, value),
                "jobs": one.jobs,
                "failed": one.failed,
            }
        )
    title = texts("devices.seconds_head" if unit == "quantum_ns" else f"devices.{unit}")
    chart = (
        values(rows)
        .mark_bar(stroke=colours.page, strokeWidth=1, cornerRadiusEnd=2)
        .encode(
            _days(month),
            top_title("value", "", alt.Scale(domainMin=0, nice=True)),
            _colour(devices, shown, title),
            alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("date:N", title=texts("column.date")),
                alt.Tooltip("device:N", title=texts("records.device")),
                alt.Tooltip("shown:N", title=texts(f"devices.{unit}")),
                alt.Tooltip("jobs:Q", title=texts("devices.jobs")),
                alt.Tooltip("failed:Q", title=texts("devices.failed")),
            ],
        )
    )
    return Figure(finish(chart, 240, 4), _usage_words(uses, unit, month, shown, texts))


@drawn_once
def wait_chart(uses: Sequence[Row], month: str, devices: Sequence[str], texts: Texts) -> Figure:
    """Return the median wait of each day, a line with a shape of its own for each device.

    Args:
        uses: Rows of one month and one payer, one with a wait at least.
        month: ``YYYY-MM``.
        devices: All devices in order.
        texts: The language.
    """
    started = [row for row in uses if row["wait_s"] is not None]
    shown = [name for name in devices if any(row["device"] == name for row in started)]
    found = sums(started, lambda row: f"{row['day']} {row['device']}")
    rows = []
    for key, one in found.items():
        day, device = key.split(" ", 1)
        waited = one.wait_s or 0
        rows.append(
            {
                "day": _day(day),
                "date": day,
                "device": device,
                "wait": waited,
                "shown": duration(texts, waited),
                "jobs": one.jobs,
            }
        )
    rows.sort(key=lambda row: str(row["date"]))
    chart = (
        values(rows)
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=64, filled=True, opacity=1))
        .encode(
            _days(month),
            top_title("wait", "", alt.Scale(domainMin=0, nice=True)),
            _colour(devices, shown, texts("devices.wait_axis")),
            alt.Shape(
                "device:N",
                scale=alt.Scale(
                    domain=shown,
                    range=[_SHAPES[devices.index(name) % len(_SHAPES)] for name in shown],
                ),
                legend=_legend(texts("devices.wait_axis")),
            ),
            tooltip=[
                alt.Tooltip("date:N", title=texts("column.date")),
                alt.Tooltip("device:N", title=texts("records.device")),
                alt.Tooltip("shown:N", title=texts("devices.wait_head")),
                alt.Tooltip("jobs:Q", title=texts("devices.jobs")),
            ],
        )
    )
    longest, key = max((one.wait_s or 0, key) for key, one in found.items())
    date, device = key.split(" ", 1)
    words = texts(
        "alt.wait",
        month=month,
        days=len({row["day"] for row in started}),
        longest=duration(texts, longest),
        date=date,
        device=device,
    )
    return Figure(finish(chart, 170, 4), words)


def _usage_words(
    uses: Sequence[Row], unit: str, month: str, shown: Sequence[str], texts: Texts
) -> str:
    whole = sum(row[unit] for row in uses)
    days: dict[str, int] = {}
    for row in uses:
        days[row["day"]] = days.get(row["day"], 0) + row[unit]
    busiest = max(days, key=days.__getitem__)
    parts = []
    for name in shown:
        part = sum(row[unit] for row in uses if row["device"] == name)
        parts.append(f"{name} {share(texts, part, whole)}")
    return texts(
        "alt.usage",
        unit=texts(f"devices.{unit}"),
        month=month,
        total=amount(texts, unit, whole),
        days=len(days),
        busiest=busiest,
        most=amount(texts, unit, days[busiest]),
        devices=", ".join(parts),
    )


def _days(month: str) -> alt.X:
    count = monthrange(int(month[:4]), int(month[5:]))[1]
    scale = alt.Scale(domain=[str(n) for n in range(1, count + 1)], paddingInner=0.25)
    axis = alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=8, ticks=False)
    return alt.X("day:O", title=None, sort=None, scale=scale, axis=axis)


def _day(date: str) -> str:
    return str(int(date[8:]))


def _legend(title: str) -> alt.Legend:
    # What the axis counts stands before the names: above the axis it would lie on them.
    return alt.Legend(
        title=title,
        titleFontSize=12,
        titleFontWeight="normal",
        titleColor=palette().muted,
        columnPadding=12,
        orient="top",
        labelLimit=260,
    )


def _colour(devices: Sequence[str], shown: Sequence[str], title: str) -> alt.Color:
    series = palette().series
    scale = alt.Scale(
        domain=list(shown),
        range=[series[list(devices).index(name) % len(series)] for name in shown],
    )
    return alt.Color("device:N", scale=scale, sort=list(shown), legend=_legend(title))
