"""One call of a function answer, from outside: ask, wait within the limits, take one reply."""

import contextlib
import os
import secrets
import signal
import time

from grader.sandbox.ledger import Reply
from grader.sandbox.outcome import Call, Job
from grader.sandbox.supervise import Supervision
from grader.verdict import Outcome

__all__ = ["Calling"]


class Calling:
    """One call: asks, waits within the limits, and takes exactly one reply."""

    def __init__(self, watched: Supervision, job: Job, exercise: str, args: bytes) -> None:
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
        that sleep within each call's own limit end there.
        """
        if self._watched.calls_left_s <= 0:
            return Call(ended=Outcome.TIME_LIMIT_EXCEEDED)
        self._wall_s = min(self._wall_s, self._watched.calls_left_s)
        started = time.monotonic()
        try:
            return self._made()
        finally:
            self._watched.calls_left_s -= time.monotonic() - started

    def _made(self) -> Call:
        watched = self._watched
        frame = watched.ledger.frames.get(self._exercise)
        gone = watched.stopped is not None or watched.status is not None
        if frame is None or not frame.function or gone:
            return Call(ended=watched.ended() or Outcome.RUN_TIME_ERROR)
        self._measure()
        cpu_before, self._known = self._spent(), self._pids()
        watched.cpu_limit_s += self._cpu_s
        if not watched.request(self._exercise, self._request, self._args):
            return Call(ended=Outcome.RUN_TIME_ERROR)
        until = time.monotonic() + self._wall_s
        while True:
            watched.step(0.05)
            if (end := self._taken()) is not None:
                return end
            if watched.over or watched.stopped is not None:
                return Call(ended=watched.ended() or Outcome.RUN_TIME_ERROR)
            if time.monotonic() > until or self._spent() - cpu_before > self._cpu_s:
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
            if reply.request != self._request or (reply.call and self._call):
                ledger.forge(self._exercise)
            elif reply.call is not None:
                self._call = reply.call
            else:
                return self._settled(reply.status)
        if self._exercise in ledger.forged:
            self._abandon()
            return Call(ended=Outcome.SANDBOX_VIOLATION)
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
