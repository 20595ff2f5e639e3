"""What all charts share: the colours of the theme, the axes, and the frame of a chart."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import altair as alt

__all__ = [
    "DARK",
    "LIGHT",
    "Figure",
    "Palette",
    "finish",
    "names_axis",
    "palette",
    "top_title",
    "use_palette",
    "values",
]

_FONT = "Source Sans, Noto Sans JP, Noto Sans CJK JP, sans-serif"


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and what it shows, in one sentence."""

    chart: Any
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one theme; those of series follow Okabe and Ito.

    Marks stand out from the page by three to one and texts by 4.5 to one; their sky blue and
    yellow are darker on white for that. A colour never stands alone: each series has a shape or
    a dash of its own too.

    Attributes:
        blue: The consortium, and whatever is the only series.
        orange: Oneself.
        green: Par, and a third series.
        purple: The reference solution, and a fourth series.
        sky: A fifth series.
        yellow: A sixth series.
        grey: Others, in the background.
        ink: Text in a chart.
        muted: Text of axes.
        grid: Lines of the grid.
        axis: Lines of axes and their ticks.
        page: What the chart stands on.
    """

    blue: str
    orange: str
    green: str
    purple: str
    sky: str
    yellow: str
    grey: str
    ink: str
    muted: str
    grid: str
    axis: str
    page: str

    @property
    def series(self) -> tuple[str, ...]:
        """Colours of series in the order in which to take them."""
        return (self.blue, self.orange, self.green, self.purple, self.sky, self.yellow)


LIGHT = Palette(
    blue="#0072B2", orange="#D55E00", green="#009E73", purple="#7a5195", sky="#3a93c8",
    yellow="#b87a00", grey="#7f8b99", ink="#1c2733", muted="#55657a", grid="#e8edf2",
    axis="#c3cdd8", page="#ffffff",
)  # fmt: skip
DARK = Palette(
    blue="#56B4E9", orange="#E69F00", green="#2fc39a", purple="#CC79A7", sky="#9ecae9",
    yellow="#F0E442", grey="#5f6f82", ink="#e8edf3", muted="#a9b6c6", grid="#232d3a",
    axis="#3a4757", page="#0f151d",
)  # fmt: skip
_palette: ContextVar[Palette] = ContextVar("palette", default=LIGHT)


def palette() -> Palette:
    """Return the colours of the theme in which the page is drawn."""
    return _palette.get()


def use_palette(theme: str | None) -> None:
    """Draw from here on in this theme; anything but ``"dark"`` is light."""
    _palette.set(DARK if theme == "dark" else LIGHT)


def names_axis() -> alt.Axis:
    """Return an axis of names, one a line."""
    return alt.Axis(labelLimit=165, labelPadding=12, ticks=False, domain=False)


def top_title(field: str, title: str, scale: alt.Scale) -> alt.Y:
    """Return a vertical channel whose title lies above it: vertical Japanese is hard to read."""
    axis = alt.Axis(
        titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-14, titleX=0, tickCount=5
    )
    return alt.Y(f"{field}:Q", title=title or None, scale=scale, axis=axis)


def values(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    """Return a chart on these rows."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def finish(chart: Any, height: int, top: int = 20) -> Any:  # noqa: ANN401 - one of several chart classes
    """Return the chart with its height in pixels, fonts and colours.

    Args:
        chart: Any Altair chart.
        height: Pixels of the plot.
        top: Pixels above it, for a title of the vertical axis.
    """
    colours = palette()
    return (
        chart.properties(
            height=height,
            background="transparent",
            padding={"top": top, "left": 4, "right": 10, "bottom": 4},
        )
        # The chart as a whole has its text, and its figures are in the table beside it: hundreds
        # of marks without a text of their own would only stand in a reader's way.
        .configure(font=_FONT)
        .configure_mark(aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.muted,
            titleColor=colours.muted,
            gridColor=colours.grid,
            domainColor=colours.axis,
            tickColor=colours.axis,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelFont=_FONT,
            titleFont=_FONT,
        )
        .configure_legend(labelFont=_FONT, labelColor=colours.ink, labelFontSize=12)
    )
