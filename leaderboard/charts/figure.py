"""A chart with its sentence, drawn once for all viewers of one board."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec

from leaderboard.cache import BoardCache, stamp
from leaderboard.charts.palette import palette

__all__ = ["Figure", "drawn_once", "use_board"]


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


P = ParamSpec("P")
_board: ContextVar[Path | None] = ContextVar("board", default=None)
_figures: BoardCache[Figure] = BoardCache(256)


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
