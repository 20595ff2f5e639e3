"""What all charts share: the colours of the theme, the axes, and the frame of a chart."""

import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec

import altair as alt
from altair.utils import schemapi

from leaderboard.cache import BoardCache, stamp

__all__ = [
    "DARK",
    "LIGHT",
    "Figure",
    "Palette",
    "drawn_once",
    "finish",
    "names_axis",
    "palette",
    "top_title",
    "use_board",
    "use_palette",
    "values",
]

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and what it shows, in one sentence.

    Attributes:
        chart: The chart in Altair; ``None`` if only what came of it was kept.
        alt: The sentence.
        kept: The chart in Vega-Lite, as JSON; ``""`` if it is not kept.
    """

    chart: Any
    alt: str

    kept: str = ""

    @property
    def spec(self) -> dict[str, Any]:
        """The chart in Vega-Lite, the caller's own to change."""
        spec: dict[str, Any] = (
            json.loads(self.kept) if self.kept else self.chart.to_dict(validate=False)
        )
        return spec


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
P = ParamSpec("P")
_palette: ContextVar[Palette] = ContextVar("palette", default=LIGHT)
_board: ContextVar[Path | None] = ContextVar("board", default=None)
_figures: BoardCache[Figure] = BoardCache(256)


def palette() -> Palette:
    """Return the colours of the theme in which the page is drawn."""
    return _palette.get()


def use_palette(theme: str | None) -> None:
    """Draw from here on in this theme; anything but ``"dark"`` is light."""
    _palette.set(DARK if theme == "dark" else LIGHT)


def use_board(path: Path | None) -> None:
    """Keep the charts drawn from here on for as long as this board file stands."""
    _board.set(path)


def drawn_once(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw a chart once for the viewers of one board: same scope, same figures, same chart.

    The key holds the file, which is one scope's, all that the chart is drawn from, the language
    (in the texts) and the colours. So none can be shown to somebody who has not its figures.
    """

    @wraps(draw)
    def once(*args: P.args, **kwargs: P.kwargs) -> Figure:
        path = _board.get()
        given = repr((args, kwargs))
        if path is None or " at 0x" in given:  # an object that does not say what it holds
            return draw(*args, **kwargs)
        key = (draw.__name__, palette(), sha256(given.encode()).digest())
        return _figures.get(path, stamp(path), key, lambda: _finished(draw(*args, **kwargs)))

    return once


def _finished(figure: Figure) -> Figure:
    return Figure(None, figure.alt, json.dumps(figure.spec))


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
