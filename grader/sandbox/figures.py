"""Show matplotlib figures inline, as a notebook server does. Runs inside the sandbox."""

import io
import sys
from typing import Any

from grader.sandbox.shell import NotebookShell

__all__ = ["Figures"]

_DPI = 72


class Figures:
    """Publishes open figures after each cell, and those that are a cell's result, once each."""

    def __init__(self, shell: NotebookShell) -> None:
        self._shell = shell
        self._shown: set[int] = set()
        untyped: Any = shell  # IPython's own attributes carry no useful types
        formatter = untyped.display_formatter.formatters["image/png"]
        formatter.for_type_by_name("matplotlib.figure", "Figure", self._png)
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.show = self._show  # type: ignore[attr-defined]  # the Agg one only warns

    def _png(self, figure: Any) -> bytes:  # noqa: ANN401 - matplotlib is optional
        self._shown.add(id(figure))
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=_DPI, bbox_inches="tight")
        return buffer.getvalue()

    def _show(self, *_args: object, **_options: object) -> None:
        self.flush()

    def flush(self) -> None:
        """Publish the figures that are still open, then close all."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        if pyplot is None or not (numbers := pyplot.get_fignums()):
            self._shown.clear()
            return
        for number in numbers:
            figure = pyplot.figure(number)
            if id(figure) not in self._shown:
                self._shell.outputs.data(
                    "display_data", {"text/plain": repr(figure), "image/png": self._png(figure)}
                )
        pyplot.close("all")
        self._shown.clear()
