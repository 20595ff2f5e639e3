"""Charts as pictures: PNG by Vega's own renderer, without a browser and without a network."""

from base64 import b64encode
from functools import lru_cache
from json import dumps
from typing import Any

from leaderboard.charts import Figure
from leaderboard.report.libraries import vega

__all__ = ["PAGE", "picture"]

PAGE = 680
"""CSS pixels between the margins of A4."""
_NAMES = 260
"""CSS pixels up to which a name stands whole: on paper nothing can be hovered."""
_SCALE = 3
"""Pixels of a picture per CSS pixel: nearly 300 per inch on paper."""


def picture(figure: Figure, width: int, height: int) -> str:
    """Return a chart as an address that holds the whole picture (``data:image/png``).

    Args:
        figure: The chart.
        width: CSS pixels of the picture.
        height: CSS pixels of the plot; 0 leaves the chart's own.

    Raises:
        LibraryMissing: If the renderer is not installed.
    """
    spec = figure.spec
    spec |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    spec |= {"background": "white"} | ({"height": height} if height else {})
    spec["config"]["axis"]["labelSeparation"] = 8
    return _png(dumps(_roomy(spec), sort_keys=True))


def _roomy(part: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(part, dict):
        # An axis of names has a limit; with more room, and rows closer, each stays on one line.
        folded = ("labelExpr", "labelOffset") if "labelLimit" in part else ()
        return {
            key: _NAMES if key == "labelLimit" else _roomy(value)
            for key, value in part.items()
            if key not in folded
        }
    return [_roomy(one) for one in part] if isinstance(part, list) else part


@lru_cache(maxsize=64)
def _png(spec: str) -> str:
    # The same chart stands in the HTML and in the PDF file. Nothing may be loaded: all data are
    # in the specification.
    drawn: bytes = vega().vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[])
    return f"data:image/png;base64,{b64encode(drawn).decode()}"
