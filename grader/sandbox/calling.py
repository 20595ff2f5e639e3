"""One call of a function answer, from outside: ask, wait within the limits, take one reply.

While it runs, the call may ask for services of the judge. Requests are passed on as they come,
one after the other, up to a number; what is in them, and what it costs, the judge looks at.
"""

import contextlib
import os
import secrets
import signal
import time
from collections.abc import Callable
from typing import Protocol

from grader.sandbox.ledger import Reply
from grader.sandbox.outcome import Asked, Call, Job
from grader.sandbox.supervise import Supervision
from grader.verdict import Outcome

__all__ = ["ASKED_MAX", "Calling", "Serve", "Served"]

ASKED_MAX = 4096
"""Requests of one call, at most."""
_ASKED_BYTES = 1 << 20


class Served(Protocol):
    """What the judge answers to a request; the judge's own record has this shape."""

    @property
    def value(self) -> bytes | None:
        """The result in wire form."""

    @property
    def refused(self) -> tuple[str, str] | None:
        """Why there is none: a kind and a message."""


Serve = Callable[[str, bytes], Served]


class Calling:
    """One call: asks, waits within the limits, and takes exactly one reply."""

    def __init__(
        self,
        watched: Supervision,
        job: Job,
        exercise: str,
        args: bytes,
        serve: Serve | None = None,
    ) -> None:
        self._serve = serve
        self._asked = 0
        self._served_s = 0.0
        self._watched = watched
        self._exercise = exercise
        self._args = args
        self._request = secrets.token_hex(8)
        self._cpu_s = job.call_s
        # Time for a busy host; with it, a call that sleeps ends within its limit + 2 s.
        self._wall_s = min(1.5 * job.call_s + 1.0, job.call_s + 2.0)
        self._call: Call | None = None

    def result(self) -> Call:
        """Make the call and return what came of it; the caller holds the run's lock.

        All calls of a run together have the wall seconds of its cells once more: functions
        that sleep within each call's own limit end there. What the judge needs for requests
        counts for neither.
        """
        if self._watched.calls_left_s <= 0:
            return Call(ended=Outcome.TIME_LIMIT_EXCEEDED)
        self._wall_s = min(self._wall_s, self._watched.calls_left_s)
        started = time.monotonic()
        try:
            return self._made()
        finally:
            self._watched.calls_left_s -= time.monotonic() - started - self._served_s

    def _made(self) -> Call:
        watched = self._watched
        frame = watched.ledger.frames.get(self._exercise)
        gone = watched.stopped is not None or watched.status is not None
        if frame is None or not frame.function or gone:
            return Call(ended=watched.ended() or Outcome.RUN_TIME_ERROR)
        self._measure()
        cpu_before, self._known = self._spent(), self._pids()
        watched.cpu_limit_s += self._cpu_s
        serves = self._serve is not None
        if not watched.request(self._exercise, self._request, self._args, serves=serves):
            return Call(ended=Outcome.RUN_TIME_ERROR)
        until = time.monotonic() + self._wall_s
        while True:
            watched.step(0.05)
            if (end := self._taken()) is not None:
                return end
            if watched.over or watched.stopped is not None:
                return Call(ended=watched.ended() or Outcome.RUN_TIME_ERROR)
            if (
                time.monotonic() - self._served_s > until
                or self._spent() - cpu_before > self._cpu_s
            ):
                self._abandon()
                return Call(ended=Outcome.TIME_LIMIT_EXCEEDED)

    def _spent(self) -> float:
        return self._watched.cpu_s

    def _pids(self) -> frozenset[int]:
        return self._watched.meter.pids if self._watched.meter else frozenset()

    def _measure(self) -> None:
        if self._watched.meter is not None:
            self._watched.meter.poll()

    def _taken(self) -> Call | None:
        """Take what has come; return the result once the call's process has ended."""
        watched, ledger = self._watched, self._watched.ledger
        while ledger.replies:
            reply: Reply = ledger.replies.pop(0)
            if reply.request in watched.abandoned:
                continue
            if reply.request != self._request or (self._call and (reply.call or reply.asked)):
                ledger.forge(self._exercise)
            elif reply.asked is not None:
                if (end := self._answer(reply.asked)) is not None:
                    return end
            elif reply.call is not None:
                self._call = reply.call
            else:
                return self._settled(reply.status)
        if self._exercise in ledger.forged:
            self._abandon()
            return Call(ended=Outcome.SANDBOX_VIOLATION)
        return None

    def _answer(self, asked: Asked) -> Call | None:
        """Pass a request on to the judge, and its answer back; return the call's end if it ends."""
        watched = self._watched
        self._asked += 1
        if self._serve is None:
            watched.ledger.forge(self._exercise)
            return None
        if self._asked > ASKED_MAX or len(asked.body) > _ASKED_BYTES:
            self._abandon()
            return Call(ended=Outcome.OUTPUT_LIMIT_EXCEEDED)
        watched.allow(asked.body)
        started = time.monotonic()
        try:
            served = self._serve(asked.service, asked.body)
        except BaseException:
            with contextlib.suppress(OSError):  # the run may have been closed meanwhile
                self._abandon()
            raise
        finally:
            self._served_s += time.monotonic() - started
        header: dict[str, object] = {"id": self._request, "n": asked.number, "s": "value"}
        if served.refused is not None:
            header["s"], header["r"] = served.refused
        if not watched.served(self._exercise, header, served.value or b""):
            self._abandon()
            return Call(ended=watched.ended() or Outcome.RUN_TIME_ERROR)
        return None

    def _settled(self, status: int) -> Call:
        if self._exercise in self._watched.ledger.forged:
            return Call(ended=Outcome.SANDBOX_VIOLATION)
        if self._call is not None:
            return self._call
        return Call(ended=_crash(status))

    def _abandon(self) -> None:
        """Kill what the call has started; the snapshot and other functions live on."""
        self._watched.abandoned.add(self._request)
        for _ in range(3):
            self._measure()
            for pid in self._pids() - self._known:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._watched.step(0.02)


def _crash(status: int) -> Outcome:
    number = status & 0x7F
    if number == signal.SIGSYS:
        return Outcome.SANDBOX_VIOLATION
    if number == signal.SIGXCPU:
        return Outcome.TIME_LIMIT_EXCEEDED
    return Outcome.RUN_TIME_ERROR
