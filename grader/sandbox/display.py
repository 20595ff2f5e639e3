"""Collect what a cell prints and shows as nbformat outputs, within caps. Runs inside the sandbox.

All of this is display data that the learner's code could fake: it never decides a verdict.
"""

import base64
import io
from collections.abc import Mapping
from typing import Any

__all__ = ["Outputs", "Tee"]

_TEXT_MAX = 64 << 10
_IMAGE_MAX = 512 << 10
_TOTAL_MAX = 1 << 20
_COUNT_MAX = 200
_GIVE_UP = 1000
_UPDATES_MAX = 500
_TEXTS = ("text/plain", "text/latex")
_IMAGES = ("image/png", "image/jpeg")


class Outputs:
    """The outputs of one notebook, cell by cell.

    Attributes:
        over: Whether the notebook shows so much that the run should be stopped.
        updates: Updates of displays so far, ``clear_output`` included.
    """

    def __init__(self) -> None:
        self.over = False
        self.updates = 0
        self._count = 0
        self._shown = 0
        self._cell: list[dict[str, Any]] = []
        self._by_id: dict[str, dict[str, Any]] = {}
        self._stream_left: dict[str, int] = {}
        self.start_cell()

    def start_cell(self) -> None:
        """Forget the outputs of the cell before."""
        self._cell = []
        self._by_id = {}
        self._stream_left = {"stdout": _TEXT_MAX, "stderr": _TEXT_MAX}

    def of_cell(self) -> list[dict[str, Any]]:
        """Return the outputs of the present cell."""
        return self._cell

    def stream(self, name: str, text: str) -> None:
        """Add printed text."""
        left = self._stream_left[name]
        if left <= 0 or not text:
            return
        self._stream_left[name] = left - len(text)
        if len(text) >= left:
            text = text[:left] + "\n[cut]\n"
        if self._cell and self._cell[-1].get("name") == name:
            self._cell[-1]["text"] += text
        else:
            self._cell.append({"output_type": "stream", "name": name, "text": text})

    def data(self, kind: str, bundle: Mapping[str, Any], display_id: object = None) -> None:
        """Add a ``display_data`` or ``execute_result`` output."""
        kept, size = _kept(bundle)
        self._count += 1
        self._shown += size
        if self._count > _GIVE_UP or self._shown > _TOTAL_MAX:
            self.over = True
        if self._count > _COUNT_MAX or self._shown > _TOTAL_MAX:
            if self._count == _COUNT_MAX + 1:
                self.stream("stderr", "[cut]\n")
            return
        output: dict[str, Any] = {"output_type": kind, "metadata": {}, "data": kept}
        if kind == "execute_result":
            output["execution_count"] = None
        self._cell.append(output)
        if type(display_id) is str:
            self._by_id[display_id] = output

    def update(self, bundle: Mapping[str, Any], display_id: object) -> None:
        """Replace what was shown under `display_id` in this cell."""
        if not self._count_update() or type(display_id) is not str:
            return
        kept, size = _kept(bundle)
        self._shown += size
        if self._shown > _TOTAL_MAX:
            self.over = True
        elif display_id in self._by_id:
            self._by_id[display_id]["data"] = kept

    def clear(self) -> None:
        """Drop what the present cell has shown so far."""
        if self._count_update():
            self._cell.clear()
            self._by_id.clear()

    def error(self, name: str, message: str, trace: list[str]) -> None:
        """Add the traceback that ended a cell."""
        lines = "\n".join(trace)[:_TEXT_MAX].split("\n")
        self._cell.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": message[:2000],
                "traceback": lines,
            }
        )

    def _count_update(self) -> bool:
        self.updates += 1
        if self.updates > 10 * _UPDATES_MAX:
            self.over = True
        return self.updates <= _UPDATES_MAX


def _kept(bundle: Mapping[str, Any]) -> tuple[dict[str, str], int]:
    """Return the mime types that may be shown, cut to size, and the size that was asked for."""
    kept: dict[str, str] = {}
    size = 0
    for mime, value in dict(bundle).items():
        if type(value) is bytes:
            size += len(value)
            if mime in _IMAGES and len(value) <= _IMAGE_MAX:
                kept[mime] = base64.b64encode(value).decode("ascii")
        elif type(value) is str:
            size += len(value)
            if mime in _TEXTS:
                kept[mime] = value if len(value) <= _TEXT_MAX else value[:_TEXT_MAX] + "\n[cut]"
            elif mime in _IMAGES and len(value) <= 2 * _IMAGE_MAX:
                kept[mime] = value
    return kept, size


class Tee(io.TextIOWrapper):
    """A text stream on a descriptor that also adds what is written to the cell's outputs.

    The descriptor is what counts: from it the supervisor meters the output.
    """

    def __init__(self, fd: int, name: str, outputs: Outputs) -> None:
        raw = io.BufferedWriter(io.FileIO(fd, "w", closefd=False))
        super().__init__(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)
        self._stream = name
        self._outputs = outputs

    def write(self, text: str, /) -> int:
        """Write to the descriptor and to the outputs of the present cell."""
        length = super().write(text)
        self._outputs.stream(self._stream, text)
        return length
