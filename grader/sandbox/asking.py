"""Ask the judge for a service while a call runs. Runs inside the sandbox.

Nothing is counted here: this side can be changed at will by the learner's code. The judge counts
what it is asked for, in its own process, before it does it.
"""

import os
import threading
from typing import Any

from grader.answer.encode import encode
from grader.answer.service import BudgetExceeded, ServiceRefused
from grader.errors import AnswerError
from grader.sandbox.arguments import read_value
from grader.sandbox.collect import Sender
from grader.sandbox.packets import PACKET_MAX, Reader

__all__ = ["Line"]

_ANSWER_MAX = 8 << 20


class Line:
    """The way to the judge and back, for one call; for the process of the call and its threads."""

    def __init__(self, fd: int, tag: bytes, sender: Sender, request: str) -> None:
        """Ask through `sender`, hear on `fd`."""
        self._fd = fd
        self._sender = sender
        self._request = request
        self._reader = Reader(tag, _ANSWER_MAX)
        self._number = 0
        self._lock = threading.Lock()
        self._pid = os.getpid()

    def ask(self, service: str, args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - any wire value
        """Send one request and wait for what the judge says.

        Raises:
            BudgetExceeded: If a limit of the exercise would be passed.
            ServiceRefused: If the judge cannot do it with these arguments.
        """
        if os.getpid() != self._pid:
            raise ServiceRefused("only the process of the call itself can ask the judge")
        try:
            body = encode(args)
        except AnswerError as error:
            raise ServiceRefused(f"{error.code} at {error.path}: {error.detail}") from None
        with self._lock:
            self._number += 1
            header = {"k": "ask", "id": self._request, "n": self._number, "x": str(service)}
            self._sender.send(header, body)
            said, data = self._heard()
        if said["s"] == "value":
            return read_value(data)
        raise (BudgetExceeded if said["s"] == "budget" else ServiceRefused)(said["r"])

    def _heard(self) -> tuple[dict[str, Any], bytes]:
        while True:
            packet = os.read(self._fd, PACKET_MAX)
            if not packet:
                raise ServiceRefused("the judge is gone")
            frame = self._reader.feed(packet)
            if frame is not None and frame[0].get("n") == self._number:
                return frame
