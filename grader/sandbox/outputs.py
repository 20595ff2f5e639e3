"""Clean what a sandbox claims to have shown, on the host: caps again, no active content."""

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["Stream", "clean_outputs", "clean_text", "stream_output"]

_TEXT_MAX = 64 << 10
_IMAGE_MAX = 512 << 10
_LINES_MAX = 500
_HEAD, _TAIL = 64 << 10, 16 << 10
# C0 but tab and newline, DEL, C1, bidirectional controls, zero-width marks, lone surrogates.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_ANSI = re.compile(r"\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
# What a formula may do beside being a formula: links, styles, files; or look like a tag.
_ACTIVE_TEX = re.compile(
    r"\\(?:href|url|unicode|class|style|cssId|require|input|include|write|def|let|catcode|csname"
    r"|html\w*|special|openout|read|immediate)|<[A-Za-z/!?]",
    re.IGNORECASE,
)
_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


class Stream:
    """One output pipe: counts all, keeps the beginning and the end."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.count = 0
        self._head = bytearray()
        self._tail = bytearray()

    def take(self, data: bytes) -> None:
        """Count `data` and keep what belongs to the beginning or the end."""
        self.count += len(data)
        room = _HEAD - len(self._head)
        self._head += data[:room]
        self._tail = (self._tail + data[room:])[-_TAIL:]

    def kept(self) -> bytes:
        """Return the beginning and the end, with a note of what is missing between them."""
        dropped = self.count - len(self._head) - len(self._tail)
        middle = f"\n[{dropped} bytes cut]\n".encode() if dropped else b""
        return bytes(self._head) + middle + bytes(self._tail)


def clean_text(text: str, limit: int = _TEXT_MAX) -> str:
    """Return text without escape sequences, control and bidirectional characters, cut to size."""
    cut = text if len(text) <= limit else text[:limit] + "\n[cut]"
    return _CONTROLS.sub("", _ANSI.sub("", cut.replace("\r\n", "\n").replace("\r", "\n")))


def stream_output(name: str, data: bytes) -> dict[str, Any]:
    """Return a stream output for raw bytes of a descriptor."""
    text = clean_text(data.decode("utf-8", "replace"))
    return {"output_type": "stream", "name": name, "text": text}


def clean_outputs(claimed: bytes, budget: int) -> tuple[tuple[Mapping[str, Any], ...], int]:
    """Read the JSON list of outputs that a sandbox sent.

    Args:
        claimed: Bytes from the sandbox.
        budget: Bytes of display data that may still be kept.

    Returns:
        The outputs in nbformat's form, those that are not legal left out, and the size kept.
    """
    try:
        tree = json.loads(claimed)
    except (ValueError, RecursionError):
        return (), 0
    kept: list[Mapping[str, Any]] = []
    used = 0
    for item in tree if type(tree) is list else ():
        output = _clean(item) if type(item) is dict else None
        if output is None:
            continue
        used += _size(output)
        if used > budget:
            break
        kept.append(output)
    return tuple(kept), used


def _clean(item: dict[str, Any]) -> dict[str, Any] | None:
    kind = item.get("output_type")
    name, text = item.get("name"), item.get("text")
    if kind == "stream" and name in ("stdout", "stderr") and type(text) is str:
        return {"output_type": "stream", "name": name, "text": clean_text(text)}
    if kind in ("display_data", "execute_result") and type(item.get("data")) is dict:
        data = _clean_bundle(item["data"])
        if data:
            output = {"output_type": kind, "metadata": {}, "data": data}
            return output if kind == "display_data" else {**output, "execution_count": None}
    if kind == "error":
        return _clean_error(item)
    return None


def _clean_bundle(bundle: Mapping[str, Any]) -> dict[str, str]:
    data: dict[str, str] = {}
    text, formula = bundle.get("text/plain"), bundle.get("text/latex")
    if type(text) is str:
        data["text/plain"] = clean_text(text)
    if type(formula) is str and len(formula) <= _TEXT_MAX and not _ACTIVE_TEX.search(formula):
        data["text/latex"] = clean_text(formula)
    for mime, magic in _MAGIC.items():
        image = bundle.get(mime)
        if type(image) is str and (checked := _image(image, magic)):
            data[mime] = checked
    return data


def _image(text: str, magic: bytes) -> str:
    if len(text) > 2 * _IMAGE_MAX:
        return ""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=False)
    except (binascii.Error, ValueError):
        return ""
    if len(raw) > _IMAGE_MAX or not raw.startswith(magic):
        return ""
    return base64.b64encode(raw).decode("ascii")


def _clean_error(item: Mapping[str, Any]) -> dict[str, Any] | None:
    name, message, trace = item.get("ename"), item.get("evalue"), item.get("traceback")
    if type(name) is not str or type(message) is not str or type(trace) is not list:
        return None
    lines: Sequence[str] = [line for line in trace[:_LINES_MAX] if type(line) is str]
    text = clean_text("\n".join(lines))
    return {
        "output_type": "error",
        "ename": clean_text(name, 200),
        "evalue": clean_text(message, 2000),
        "traceback": text.split("\n"),
    }


def _size(output: Mapping[str, Any]) -> int:
    return len(json.dumps(output))
