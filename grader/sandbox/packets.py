"""How frames travel on a SOCK_SEQPACKET socket: in parts that cannot run into each other.

A frame is a small JSON header and a body. Each packet carries a tag made of the run's nonce, the
frame's number and the part's place, so that two processes that write at once never yield a
mixture: what does not fit together is refused, and the next frame is read as if nothing had been.
Used on both sides; imports nothing of ours.
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["HEADER_MAX", "PACKET_MAX", "PacketBroken", "Reader", "begins", "packets", "tag_of"]

_HEAD = struct.Struct("!16sIHHI")  # tag, frame number, part, parts, length of the JSON header
_PART = 60_000
PACKET_MAX = _HEAD.size + _PART
HEADER_MAX = 16_384
"""Length of the JSON header of a frame, at most, bytes."""


class PacketBroken(ValueError):
    """A packet that no honest writer sends."""


def tag_of(nonce: str) -> bytes:
    """Return the 16 bytes that bind packets to a run."""
    return hashlib.sha256(nonce.encode()).digest()[:16]


def packets(
    tag: bytes, number: int, header: Mapping[str, Any], body: bytes = b""
) -> Iterator[bytes]:
    """Yield the packets of one frame."""
    head = json.dumps(header, separators=(",", ":")).encode("ascii")
    data = head + body
    parts = max(1, -(-len(data) // _PART))
    for part in range(parts):
        piece = data[part * _PART : (part + 1) * _PART]
        yield _HEAD.pack(tag, number, part, parts, len(head)) + piece


def begins(packet: bytes) -> bool:
    """Tell whether a packet is the first part of a frame."""
    return len(packet) >= _HEAD.size and _HEAD.unpack_from(packet)[2] == 0


class Reader:
    """Put frames together again, strictly."""

    def __init__(self, tag: bytes, max_bytes: int) -> None:
        """Read frames that carry `tag`, each of at most `max_bytes`."""
        self._tag = tag
        self._max_parts = -(-max_bytes // _PART) + 1
        self._key: tuple[int, int, int] | None = None
        self._pieces: list[bytes] = []

    def feed(self, packet: bytes) -> tuple[dict[str, Any], bytes] | None:
        """Take one packet; return header and body when a frame is whole.

        Raises:
            PacketBroken: If the packet is malformed, foreign or out of order.
        """
        if len(packet) < _HEAD.size:
            raise PacketBroken("short packet")
        tag, number, part, parts, head_len = _HEAD.unpack_from(packet)
        if tag != self._tag:
            raise PacketBroken("foreign packet")
        piece = packet[_HEAD.size :]
        self._check(part, parts, head_len, len(piece))
        key = (number, parts, head_len)
        if part == 0:
            interrupted = self._key is not None
            self._key, self._pieces = key, []
            if interrupted:
                self._key = None
                raise PacketBroken("frame inside a frame")
        if key != self._key or part != len(self._pieces):
            self._key = None
            raise PacketBroken("part out of order")
        self._pieces.append(piece)
        if part + 1 < parts:
            return None
        self._key = None
        return _split(b"".join(self._pieces), head_len)

    def _check(self, part: int, parts: int, head_len: int, size: int) -> None:
        if not part < parts <= self._max_parts or head_len > HEADER_MAX:
            raise PacketBroken("numbers out of range")
        if part + 1 < parts and size != _PART:
            raise PacketBroken("part of a wrong size")


def _split(data: bytes, head_len: int) -> tuple[dict[str, Any], bytes]:
    if len(data) < head_len:
        raise PacketBroken("short frame")
    try:
        header = json.loads(data[:head_len].decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise PacketBroken("header is not JSON") from error
    if type(header) is not dict:
        raise PacketBroken("header is not an object")
    return header, data[head_len:]
