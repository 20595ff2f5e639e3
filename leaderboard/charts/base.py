"""What all charts share: axes, and the frame of a chart."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import altair as alt
from altair.utils import schemapi

from leaderboard.charts.palette import palette

__all__ = ["finish", "names_axis", "top_title", "values"]

# Altair checks each part of a chart against the grammar whenever it is made, which was half of a
# page's time. The tests check whole charts.
schemapi.disable_debug_mode()
# Altair looks whether pandas is loaded, and finds half of it while the first of several pages that
# are opened at once is loading it.
import_module("pandas")
alt.theme.enable("none")  # the default one sets sizes of its own

_LONG = "length(datum.value) > 26"
_TWO_LINES = (
    _LONG + " ? split(replace(datum.label, regexp('^(.{8,20}) (.+)$'), '$1\\n$2'), '\\n')"
    " : datum.label"
)
"""A long name breaks at a space, so that it is neither cut nor takes the room of the plot."""
_FONT = "Source Sans, Noto Sans JP, Noto Sans CJK JP, sans-serif"


def names_axis() -> alt.Axis:
    """Return an axis of names, one a line."""
    return alt.Axis(
        labelExpr=_TWO_LINES,
        labelOffset={"condition": {"test": _LONG, "value": -7}, "value": 0},
        labelLimit=180,
        labelPadding=12,
        ticks=False,
        domain=False,
    )


def top_title(field: str, title: str, scale: alt.Scale) -> alt.Y:
    """Return a vertical channel whose title lies above it: vertical Japanese is hard to read."""
    axis = alt.Axis(
        titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-14, titleX=0, tickCount=5
    )
    return alt.Y(f"{field}:Q", title=title or None, scale=scale, axis=axis)


def values(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    """Return a chart on these rows."""
    # A tuple: Altair copies what is in lists again for each layer and each step.
    return alt.Chart(alt.InlineData(values=tuple(rows)))


def finish(chart: Any, height: int, top: int = 20) -> Any:  # noqa: ANN401 - one of several chart classes
    """Return the chart with its height in pixels, fonts and colours.

    Args:
        chart: Any Altair chart.
        height: Pixels of the plot.
        top: Pixels above it, for a title of the vertical axis.
    """
    colours = palette()
    return chart.properties(
        height=height,
        background="transparent",
        padding={"top": top, "left": 4, "right": 10, "bottom": 4},
        # In one piece: each `configure_...` copies the whole chart.
        config={
            "font": _FONT,
            # The chart as a whole has its text, and its figures are in the table beside it:
            # hundreds of marks without a text of their own would only stand in a reader's way.
            "mark": {"aria": False},
            "view": {"stroke": None},
            "axis": {
                "labelColor": colours.muted,
                "titleColor": colours.muted,
                "gridColor": colours.grid,
                "domainColor": colours.axis,
                "tickColor": colours.axis,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "labelFont": _FONT,
                "titleFont": _FONT,
            },
            "legend": {"labelFont": _FONT, "labelColor": colours.ink, "labelFontSize": 12},
        },
    )
