"""Read the answer after a marked cell and send it. Runs inside the sandbox."""

import os
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.errors import AnswerError
from grader.sandbox.packets import packets

__all__ = ["ANSWER_FD", "Sender", "caps_of", "collect", "named"]

ANSWER_FD = 3
_LOST = 97


class Sender:
    """Writes frames to the answer descriptor, with functions that were looked up in time."""

    def __init__(self, tag: bytes) -> None:
        self._tag = tag
        self._number = 0
        self._write = os.write
        self._leave: Callable[[int], NoReturn] = os._exit

    def send(self, header: Mapping[str, Any], body: bytes = b"") -> None:
        """Send one frame; a run whose descriptor is gone is over."""
        self._number += 1
        try:
            for packet in packets(self._tag, self._number, header, body):
                self._write(ANSWER_FD, packet)
        except OSError:
            self._leave(_LOST)


def named(error: BaseException) -> list[str]:
    """Return name and message of an exception, whatever its class does."""
    try:
        message = str(error)[:2000]
    except BaseException:  # noqa: BLE001 - the learner's exception class may fail in any way
        message = ""
    return [type(error).__name__[:200], message]


def caps_of(spec: Mapping[str, Any]) -> Caps:
    """Return the caps of an answer from its place in the job."""
    return Caps(
        max_bytes=spec["max_bytes"], operations=spec["operations"], max_qubits=spec["max_qubits"]
    )


def collect(
    spec: Mapping[str, Any],
    value: object,
    *,
    header: dict[str, Any],
    sender: Sender,
    snapshot: Callable[[Any], None],
) -> None:
    """Send the frame of one exercise.

    Args:
        spec: Variable, kind and caps.
        value: The learner's object, ``None`` where there is none.
        header: Where the frame belongs.
        sender: The way out.
        snapshot: Makes the process that serves calls of a function.
    """
    if value is None:
        sender.send({**header, "s": "absent"})
    elif spec["kind"] == "function":
        if callable(value):
            snapshot(value)
            sender.send({**header, "s": "function"})
        else:
            sender.send({**header, "s": "refused", "r": ["type", "$", type(value).__name__[:80]]})
    else:
        sender.send(*_encoded(header, value, caps_of(spec)))


def _encoded(header: dict[str, Any], value: object, caps: Caps) -> tuple[dict[str, Any], bytes]:
    try:
        return {**header, "s": "answer"}, encode(value, caps=caps)
    except AnswerError as error:
        reason = [str(error.code)[:80], str(error.path)[:400], str(error.detail)[:400]]
        return {**header, "s": "refused", "r": reason}, b""
    except BaseException as error:  # noqa: BLE001 - the learner's object may fail in any way
        reason = ["type", "$", type(error).__name__[:80]]
        return {**header, "s": "refused", "r": reason}, b""
