"""Serve calls of a function answer from a frozen snapshot. Runs inside the sandbox.

Each call is a fork of the snapshot, which may print and write nowhere and leaves nothing behind.
Where the judge offers services, the call hears its answers on the descriptor of requests, which
the snapshot does not read as long as the call runs.
"""

import os
import signal
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from grader.answer.encode import encode
from grader.errors import AnswerError
from grader.sandbox import kernel
from grader.sandbox.arguments import read_arguments
from grader.sandbox.asking import Line
from grader.sandbox.collect import Sender, caps_of, named
from grader.sandbox.confine import confine_call
from grader.sandbox.packets import PACKET_MAX, PacketBroken, Reader, begins

__all__ = ["serve"]

_ARGUMENTS_MAX = 8 << 20


def serve(
    function: Callable[..., Any],
    spec: Mapping[str, Any],
    *,
    fd: int,
    tag: bytes,
    sender: Sender,
    call_s: float,
) -> NoReturn:
    """Answer requests on `fd` until it is closed."""
    fork, wait, leave, read = os.fork, os.waitpid, os._exit, os.read
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    reader = Reader(tag, _ARGUMENTS_MAX)
    while True:
        packet = read(fd, PACKET_MAX)
        if not packet:
            leave(0)
        try:
            frame = reader.feed(packet)
        except PacketBroken:  # the rest of an answer that a call did not wait for
            reader = Reader(tag, _ARGUMENTS_MAX)
            frame = reader.feed(packet) if begins(packet) else None
        if frame is None or frame[0].get("k") != "call":
            continue
        header, data = frame
        pid = fork()
        if pid == 0:
            try:
                line = Line(fd, tag, sender, header["id"])
                if not header["serves"]:
                    os.close(fd)
                _silence(call_s)
                sender.send(*_called(function, spec, header["id"], data, line))
            finally:
                leave(0)
        _, status = wait(pid, 0)
        sender.send({"k": "called", "id": header["id"], "status": status})


def _silence(call_s: float) -> None:
    """Send what is printed nowhere, and let nothing be written."""
    null = os.open("/dev/null", os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)
    kernel.set_cpu_limit(call_s)
    confine_call()


def _called(
    function: Callable[..., Any], spec: Mapping[str, Any], request: str, data: bytes, line: Line
) -> tuple[dict[str, Any], bytes]:
    header: dict[str, Any] = {"k": "reply", "id": request}
    try:
        value = function(*read_arguments(data, line.ask))
    except BaseException as error:  # noqa: BLE001 - whatever ends the call is its result
        return {**header, "s": "error", "r": named(error)}, b""
    try:
        return {**header, "s": "value"}, encode(value, caps=caps_of(spec))
    except AnswerError as error:
        reason = [str(error.code)[:80], str(error.path)[:400], str(error.detail)[:400]]
        return {**header, "s": "refused", "r": reason}, b""
    except BaseException as error:  # noqa: BLE001 - the learner's object may fail in any way
        return {**header, "s": "refused", "r": ["type", "$", type(error).__name__[:80]]}, b""
