"""Colours of charts in the light and in the dark theme."""

from contextvars import ContextVar
from dataclasses import dataclass

__all__ = ["DARK", "LIGHT", "Palette", "palette", "use_palette"]


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
