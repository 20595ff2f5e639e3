"""Watch one running submission from outside: drain, meter, stop. Trusts nothing it reads."""

import contextlib
import json
import math
import os
import select
import signal
import socket
import time
from collections.abc import Mapping
from typing import Any

from grader.errors import SandboxBroken
from grader.sandbox.cgroup import Group
from grader.sandbox.ledger import DISPLAY_MAX, Ledger
from grader.sandbox.meter import Meter
from grader.sandbox.orders import functions_of, orders
from grader.sandbox.outcome import CellResult, Job
from grader.sandbox.outputs import Stream, stream_output
from grader.sandbox.packets import PACKET_MAX, packets, tag_of
from grader.sandbox.worker import Worker, memory_file
from grader.verdict import Outcome

__all__ = ["Supervision"]

_FIRST_POLL_S, _POLL_S = 0.02, 0.05
_SLOWEST_POLL_S = 0.15
_HERD, _HERD_NICE = 8, 10
_BIRTH_S = 8.0
_GRACE_S = 1.0
_CREDENTIALS = socket.CMSG_SPACE(12)  # struct ucred


class Supervision:
    """One submission in one worker; made when the job is sent.

    Attributes:
        ledger: What the child claims.
        meter: The measured tree, once the child's pid has arrived.
        status: The warden's report on how the child ended, ``None`` while it runs.
        abandoned: Requests whose calls were given up: late replies to them are no forgeries.
        stopped: The limit for which the supervisor has killed the run.
        started: When the job was sent, on the monotonic clock.
    """

    def __init__(self, worker: Worker, job: Job) -> None:
        self._worker = worker
        self._job = job
        self.ledger = Ledger(job)
        self.meter: Meter | None = None
        self.status: Mapping[str, Any] | None = None
        self.stopped: Outcome | None = None
        self.abandoned: set[str] = set()
        self.pidfd = -1
        self.cpu_limit_s = job.cpu_s
        self.calls_left_s = job.wall_s
        self.deadline_s = job.wall_s
        self._answer_bytes = 0
        self._answer_cap = (
            sum(c.max_bytes for cell in job.cells for c in cell.collect)
            + DISPLAY_MAX
            + 4096 * len(job.cells)
        )
        self._number = 0
        self._cpu_final: float | None = None
        self._fds: set[int] = set()
        self._requests: dict[str, socket.socket] = {}
        self._poll = select.poll()
        self._open()

    # ------------------------------------------------------------------ start
    def _open(self) -> None:
        out_read, out_write = os.pipe()
        err_read, err_write = os.pipe()
        pair = socket.socketpair
        self._status, status = pair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._answers, answers = pair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._answers.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._streams = {fd: Stream(fd) for fd in (out_read, err_read)}
        theirs: list[socket.socket] = [status, answers]
        given = [status.fileno(), memory_file(orders(self._job)), out_write, err_write]
        given.append(answers.fileno())
        for name in functions_of(self._job):
            self._requests[name], request = pair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            theirs.append(request)
            given.append(request.fileno())
        self._fds = {out_read, err_read, self._status.fileno(), self._answers.fileno()}
        for fd in self._fds:
            os.set_blocking(fd, False)
            self._poll.register(fd, select.POLLIN)
        self._worker.prepare(self._job.memory_mib)
        self.started = time.monotonic()
        self._next_poll = self.started + _FIRST_POLL_S
        try:
            self._worker.submit(given)
        finally:
            for end in theirs:
                end.close()
            for fd in given[1:4]:
                os.close(fd)

    # ------------------------------------------------------------------- loop
    @property
    def group(self) -> Group | None:
        """The worker's control group, ``None`` without one."""
        return self._worker.group

    @property
    def wall_s(self) -> float:
        """Seconds since the job was sent."""
        return time.monotonic() - self.started

    @property
    def cpu_s(self) -> float:
        """CPU seconds so far: of the group, of the tree as seen, or as the warden reports."""
        if self._cpu_final is not None:
            return self._cpu_final
        reported = float(self.status["cpu_s"]) if self.status else 0.0
        group = self.group
        counted = group.cpu_s if group is not None and self.meter is not None else 0.0
        return max(reported, counted, self.meter.cpu_s if self.meter else 0.0)

    @property
    def over(self) -> bool:
        """Whether the child has ended and all that it sent has been read."""
        if self.status is None:
            return False
        return not self._fds or time.monotonic() > self._ended + _GRACE_S

    def run_cells(self) -> None:
        """Watch until the cells have ended; functions may go on to serve calls.

        Raises:
            SandboxBroken: If the child never came to life.
        """
        while not self.over:
            self.step(0.25)
            if self.ledger.finished and any(f.function for f in self.ledger.frames.values()):
                self.step(0)
                self.freeze()
                return
        if self.stopped is None and not self.ledger.started:
            note = b"".join(stream.kept() for stream in self._streams.values())
            raise SandboxBroken(f"the child did not start: {note.decode('utf-8', 'replace')}")

    def freeze(self) -> None:
        """Halt the cells' own process, threads included: only its snapshots go on."""
        with contextlib.suppress(OSError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGSTOP)

    def step(self, timeout_s: float) -> None:
        """Wait at most `timeout_s` for something to happen, handle it, check the limits.

        Raises:
            SandboxBroken: If the zygote does not fork or the warden ends without a report.
        """
        now = time.monotonic()
        wait = min(timeout_s, self.started + self.deadline_s - now)
        if self.meter is not None and self.status is None:
            wait = min(wait, self._next_poll - now)
        # Rounded up: poll() drops fractions of a millisecond and would return at once.
        for fd, _ in self._poll.poll(math.ceil(max(0.0, wait) * 1000)):
            self._read(fd)
        now = time.monotonic()
        if self.meter is None and self.status is None:
            if now > self.started + _BIRTH_S:
                raise SandboxBroken("the zygote does not answer")
        elif now >= self._next_poll and self.status is None:
            self._measure()
        self._check(now)

    def _read(self, fd: int) -> None:
        try:
            if fd in self._streams:
                data = os.read(fd, 1 << 16)
                self._streams[fd].take(data)
            elif fd == self._answers.fileno():
                # The sender's credentials come with each packet: one without them is the end,
                # an empty one with them is not. Descriptors that come along are dropped.
                data, sender, _, _ = self._answers.recvmsg(PACKET_MAX + 1, _CREDENTIALS)
                self._answer_bytes += len(data) + 64
                if data or sender:
                    self.ledger.feed(data)
                    return
            else:
                data = self._read_status()
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        if not data:
            self._fds.discard(fd)
            self._poll.unregister(fd)

    def _read_status(self) -> bytes:
        data, fds, _, _ = socket.recv_fds(self._status, 4096, 1)
        if fds:
            self.pidfd = fds[0]
            os.set_inheritable(self.pidfd, False)  # noqa: FBT003 - by place only
            pid = _pid_of(self.pidfd)
            if pid > 0:
                self.meter = Meter(pid)
                self._worker.enter(pid)
            with contextlib.suppress(BrokenPipeError):
                self._status.send(b"g")
            if self.stopped is not None:
                self.kill()
        elif data:
            self.status = json.loads(data)
            self._ended = time.monotonic()
        elif self.status is None:
            self.status = {"status": -1, "cpu_s": 0.0}
            self._ended = time.monotonic()
            if self.stopped is None:
                raise SandboxBroken("the warden ended without a report")
        return data

    def _measure(self) -> None:
        if self.meter is None:
            return
        before = time.monotonic()
        size = self.meter.poll()
        self._calm(self.meter.pids)
        spent = time.monotonic() - before
        self._next_poll = before + min(max(_POLL_S, 5 * spent), _SLOWEST_POLL_S)
        if size > self._job.memory_mib << 20 or self._out_of_memory():
            self.stop(Outcome.MEMORY_LIMIT_EXCEEDED)
        elif self.cpu_s > self.cpu_limit_s:
            self.stop(Outcome.TIME_LIMIT_EXCEEDED)

    def _calm(self, pids: frozenset[int]) -> None:
        """Lower the priority of a herd, so that it does not starve the supervisor; it inherits."""
        for pid in pids if len(pids) > _HERD else ():
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, pid, _HERD_NICE)

    def _out_of_memory(self) -> bool:
        group = self.group
        return group is not None and group.out_of_memory

    def _check(self, now: float) -> None:
        printed = sum(stream.count for stream in self._streams.values())
        if (
            printed > self._job.output_kib << 10
            or self._answer_bytes > self._answer_cap
            or self.ledger.over
        ):
            self.stop(Outcome.OUTPUT_LIMIT_EXCEEDED)
        elif now - self.started > self.deadline_s:
            self.stop(Outcome.TIME_LIMIT_EXCEEDED)

    def stop(self, why: Outcome) -> None:
        """Kill the whole namespace; the first reason given stands."""
        if self.stopped is None and self.status is None:
            self.stopped = why
            self.kill()

    def kill(self) -> None:
        """Kill the child, and with it all of its namespace."""
        if self.pidfd >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    # -------------------------------------------------------------- functions
    def request(self, exercise: str, request: str, arguments: bytes, *, serves: bool) -> bool:
        """Send one call to the snapshot of `exercise`; False if it is gone."""
        return self._tell(exercise, {"k": "call", "id": request, "serves": serves}, arguments)

    def served(self, exercise: str, header: Mapping[str, Any], body: bytes) -> bool:
        """Answer a request of the call that runs; False if nobody takes the answer."""
        return self._tell(exercise, {"k": "served", **header}, body)

    def allow(self, asked: bytes) -> None:
        """Let a request that was served not count as answers that flood us."""
        self._answer_cap += len(asked) + 1024

    def _tell(self, exercise: str, header: Mapping[str, Any], body: bytes) -> bool:
        end = self._requests.get(exercise)
        if end is None:
            return False
        self._number += 1
        end.settimeout(1.0)
        try:
            for packet in packets(tag_of(self._job.nonce), self._number, header, body):
                end.sendall(packet)
        except OSError:
            return False
        return True

    # -------------------------------------------------------------------- end
    def ended(self) -> Outcome | None:
        """Return the limit or crash that ended the run, ``None`` if it ended as it should."""
        if self.stopped is not None:
            return self.stopped
        if self.status is None:
            return None
        if self._out_of_memory():
            return Outcome.MEMORY_LIMIT_EXCEEDED
        return _ended_by(self.status["status"], finished=self.ledger.finished, cpu=self._cpu_out())

    def _cpu_out(self) -> bool:
        return self.cpu_s >= self._job.cpu_s

    def last_words(self) -> CellResult | None:
        """Return the cell that was running at the end, with what it had printed."""
        cell = self.ledger.running
        if cell is None:
            return None
        shown = [
            stream_output(name, stream.kept())
            for name, stream in zip(("stdout", "stderr"), self._streams.values(), strict=True)
            if stream.count
        ]
        return CellResult(index=cell.index, exercises=cell.exercises, outputs=tuple(shown))

    def close(self) -> None:
        """Kill what is left, wait for its end, and close every descriptor."""
        self.kill()
        until = time.monotonic() + 2 * _GRACE_S
        while self.status is None and self.pidfd >= 0 and time.monotonic() < until:
            with contextlib.suppress(SandboxBroken):
                for fd, _ in self._poll.poll(50):
                    self._read(fd)
        self._cpu_final = self.cpu_s  # the group counts for the next submission from here on
        for end in (self._status, self._answers, *self._requests.values()):
            end.close()
        for fd in self._streams:
            os.close(fd)
        if self.pidfd >= 0:
            os.close(self.pidfd)
            self.pidfd = -1


def _ended_by(code: int, *, finished: bool, cpu: bool) -> Outcome | None:
    """Return what a wait status means; process 1 is immune to signals from inside."""
    if code < 0:
        return Outcome.RUN_TIME_ERROR
    number = os.WTERMSIG(code) if os.WIFSIGNALED(code) else 0
    if number == signal.SIGSYS:
        return Outcome.SANDBOX_VIOLATION
    if number == signal.SIGXCPU or (number == signal.SIGKILL and cpu):
        return Outcome.TIME_LIMIT_EXCEEDED
    if number == signal.SIGKILL:
        return Outcome.MEMORY_LIMIT_EXCEEDED  # only the kernel's out-of-memory killer is left
    if number or code or not finished:
        return Outcome.RUN_TIME_ERROR
    return None


def _pid_of(pidfd: int) -> int:
    with open(f"/proc/self/fdinfo/{pidfd}") as file:
        for line in file:
            if line.startswith("Pid:"):
                return int(line.split()[1])
    return -1
