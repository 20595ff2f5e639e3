"""Run one submission at a time in a sandbox: the entry point of this package."""

import contextlib
import threading
from typing import Self

from grader.errors import SandboxBroken, SandboxError, SandboxUnavailable
from grader.sandbox.calling import Calling, Serve, Served
from grader.sandbox.cgroup import Group
from grader.sandbox.outcome import Call, Isolation, Job, RunOutcome, Usage
from grader.sandbox.policy import Policy
from grader.sandbox.supervise import Supervision
from grader.sandbox.worker import Worker
from grader.verdict import Outcome

__all__ = ["Run", "Sandbox"]

_IDLE_S = 0.05


class Run:
    """One submission, after its cells have ended; its functions can be called until it is closed.

    Attributes:
        outcome: How the cells went and what was collected.
    """

    def __init__(self, supervision: Supervision, job: Job) -> None:
        """Watch the cells to their end.

        Raises:
            SandboxBroken: If zygote or warden failed; the run may be repeated.
        """
        self._supervision = supervision
        self._job = job
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watch: threading.Thread | None = None
        self._final: Usage | None = None
        try:
            supervision.run_cells()
            self._wall_s = supervision.wall_s
            self.outcome = self._outcome()
        except BaseException:
            supervision.close()
            raise
        if supervision.status is None:
            supervision.deadline_s = float("inf")
            self._watch = threading.Thread(target=self._idle, name="sandbox-watch", daemon=True)
            self._watch.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill what is left of the run; usage and outcome stay readable."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._watch is not None:
            self._watch.join()
        with self._lock:
            self._supervision.close()
            self._final = self._usage()

    @property
    def usage(self) -> Usage:
        """What the run has used so far, calls included."""
        return self._final or self._usage()

    def _usage(self) -> Usage:
        watched = self._supervision
        peak = watched.meter.peak_bytes if watched.meter else 0
        return Usage(
            wall_s=round(self._wall_s, 4),
            cpu_s=round(watched.cpu_s, 4),
            peak_mib=round(peak / (1 << 20), 1),
        )

    def _outcome(self) -> RunOutcome:
        watched = self._supervision
        ended = watched.ended()
        last = watched.last_words() if ended is not None else None
        return RunOutcome(
            ended=ended,
            at=watched.ledger.at if ended is not None else "",
            frames=dict(watched.ledger.frames),
            forged=frozenset(watched.ledger.forged),
            cells=(*watched.ledger.cells, *((last,) if last else ())),
            usage=self._usage(),
        )

    def pids(self) -> frozenset[int]:
        """Return the host's ids of the processes that are alive."""
        meter = self._supervision.meter
        if meter is None or self._supervision.status is not None:
            return frozenset()
        with self._lock:
            meter.poll()
            return meter.pids

    @property
    def group(self) -> Group | None:
        """The worker's control group."""
        return self._supervision.group

    def _idle(self) -> None:
        """Keep draining and metering while nobody calls: a thread of the learner may go on."""
        while not self._closed.wait(_IDLE_S):
            with self._lock, contextlib.suppress(SandboxBroken):
                if self._supervision.status is None:
                    self._supervision.step(0)

    def call(self, exercise: str, args: bytes, serve: Serve | None = None) -> Call:
        """Call the function that was collected for `exercise`, in a fresh fork of its snapshot.

        Args:
            exercise: An exercise whose frame says `function`.
            args: The tuple of arguments in wire form.
            serve: Answers what the call asks the judge for; without it such a request is SV.
        """

        def unlocked(service: str, body: bytes) -> Served:
            # The judge takes its time: meanwhile the run is metered by the idle thread.
            self._lock.release()
            try:
                served = serve(service, body)  # type: ignore[misc]  # given, or this is not called
            finally:
                self._lock.acquire()
            if self._closed.is_set():
                raise SandboxError("the run was closed while the judge served it")
            return served

        with self._lock:
            if self._closed.is_set():
                return Call(ended=Outcome.RUN_TIME_ERROR)
            given = None if serve is None else unlocked
            return Calling(self._supervision, self._job, exercise, args, given).result()


class Sandbox:
    """One warm zygote that runs one submission at a time; use one per thread."""

    def __init__(self, policy: Policy | None = None) -> None:
        """Make a sandbox; its processes start with the first use."""
        self.policy = policy or Policy()
        self._isolation: Isolation | None = None
        self._worker: Worker | None = None
        self._next: Worker | None = None
        self._run: Run | None = None
        self._closed = False
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def isolation(self) -> Isolation:
        """The isolation that the self-test proved.

        Raises:
            SandboxUnavailable: If it is below the policy's minimum.
        """
        if self._isolation is None:
            from grader.sandbox.selftest import proved

            isolation, cure = proved(self)
            if isolation.level < self.policy.required_level:
                raise SandboxUnavailable(
                    f"isolation level {isolation.level} was proved, level "
                    f"{self.policy.required_level} is asked for; {cure}"
                )
            self._isolation = isolation
        return self._isolation

    def run(self, job: Job) -> Run:
        """Run the cells of one submission; use the result in a ``with`` statement.

        Raises:
            SandboxUnavailable: If the isolation is below the policy's minimum.
            SandboxBroken: If zygote or warden failed twice.
        """
        _ = self.isolation
        return self.run_unproved(job)

    def run_unproved(self, job: Job) -> Run:
        """Run a job without asking for the isolation level: the self-test's own entry."""
        with self._lock:
            if self._run is not None:
                self._run.close()
                self._run = None
            try:
                self._run = self._start(job)
            except SandboxBroken:
                self._drop()
                self._run = self._start(job)
            return self._run

    def _start(self, job: Job) -> Run:
        worker = self._warm()
        try:
            return Run(Supervision(worker, job), job)
        except SandboxBroken:
            if self._closed:
                raise SandboxError("the sandbox was closed during the run") from None
            raise

    def _warm(self) -> Worker:
        """Return a zygote that is ready, replacing an old one without a pause."""
        if self._closed:
            raise SandboxError("the sandbox is closed")
        worker = self._worker
        if worker is None:
            worker = self._worker = Worker(self.policy)
            try:
                worker.ready()
            except BaseException:
                self._drop()
                raise
        elif worker.stale:
            if self._next is None:
                self._next = Worker(self.policy)
            elif self._next.ready(0):
                worker.close()
                self._worker, self._next = self._next, None
                return self._worker
        return worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def close(self) -> None:
        """End all processes; a run that goes on in another thread fails."""
        self._closed = True
        for worker in (self._worker, self._next):
            if worker is not None:
                worker.close()
        with self._lock:
            if self._run is not None:
                self._run.close()
            self._worker = self._next = self._run = None
