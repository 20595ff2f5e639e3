"""Empty the queue: lease attempts, grade them in a pool, record the verdicts.

The coordinator is the only one that writes to the store. Killed at any point, it leaves leases
that the next run takes over; an attempt's verdicts are recorded in one transaction or not at all.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from grader import __version__
from grader.catalog import Catalog
from grader.errors import GraderError, NotebookInvalid, ResultsError
from grader.exercise import Exercise
from grader.faults import unreadable
from grader.judge.run import JUDGE_VERSION
from grader.pipeline import Graded
from grader.results.records import Attempt, Judged, Lease, idempotency_key
from grader.results.store import Store
from grader.sandbox.outcome import CellResult
from grader.scaleout.local import LocalPool
from grader.submission import Submission
from grader.verdict import Outcome, Verdict

__all__ = ["Done", "Drain", "gone", "worker_name"]

log = logging.getLogger(__name__)

LEASE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one attempt.

    Attributes:
        verdicts: Empty if the attempt was put back.
        error: Why it was put back or parked, or ``""``.
        final: Whether it is settled: judged, or parked until an operator looks.
        cells: How its cells ran, for the instructor's view; empty if it was not run now.
    """

    attempt: Attempt
    verdicts: tuple[Verdict, ...] = ()
    error: str = ""
    final: bool = True
    cells: tuple[CellResult, ...] = ()


def worker_name() -> str:
    """Name this process so that another one on this host can tell whether it still runs."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def _started(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


def gone(worker: str) -> bool:
    """Return whether the process of this `worker_name` ran on this host and has ended."""
    host, _, rest = worker.rpartition(":")[0].partition(":")
    started = worker.rpartition(":")[2]
    return host == socket.gethostname() and rest.isdigit() and _started(int(rest)) != started


class Drain:
    """One coordinator's work on a store."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        pool: LocalPool[Lease],
        *,
        clock: Callable[[], datetime],
    ) -> None:
        """Prepare; nothing is leased yet.

        Args:
            store: The results store.
            catalog: Exercises and courses.
            pool: Grades submissions.
            clock: Gives the present time, UTC.
        """
        self._store = store
        self._catalog = catalog
        self._pool = pool
        self._clock = clock
        self._worker = worker_name()
        self._held: dict[int, Lease] = {}
        # Course files are read once a run, not several times an attempt.
        self._known: dict[tuple[str, str], tuple[Exercise, ...]] = {}

    def run(self) -> Iterator[Done]:
        """Grade until nothing waits.

        Attempts that another process holds are left to it, unless that process is gone.

        Yields:
            Each attempt with what became of it.
        """
        for exercise in self._catalog.exercises():
            self._store.record_exercise(
                exercise.id, exercise.version, exercise.digest, self._clock()
            )
        self._store.queue.reclaim(gone)
        copied: list[Done] = []
        with self._heartbeat():
            for lease, result in self._pool.grade_all(self._leases(copied), self._submission):
                yield from copied
                copied.clear()
                yield self._settle(lease, result)
        yield from copied

    def _leases(self, copied: list[Done]) -> Iterator[Lease]:
        """Lease attempts; those whose verdicts are known are completed on the spot."""
        while lease := self._store.queue.lease(self._worker, self._clock(), LEASE_S):
            known = self._store.cached(lease.attempt.blob, self._key(lease.attempt))
            if known and lease.cause == "graded":
                self._store.queue.complete(lease, known, self._clock())
                copied.append(Done(attempt=lease.attempt, verdicts=tuple(k.verdict for k in known)))
                continue
            self._held[lease.attempt.id] = lease
            yield lease

    def _exercises(self, attempt: Attempt) -> tuple[Exercise, ...]:
        place = (attempt.course, attempt.assignment)
        if place not in self._known:
            assignment = self._catalog.course(attempt.course).assignment(attempt.assignment)
            self._known[place] = tuple(map(self._catalog.exercise, assignment.exercises))
        return self._known[place]

    def _submission(self, lease: Lease) -> Submission:
        attempt = lease.attempt
        return Submission(
            data=self._store.blob(attempt.blob),
            exercises=tuple(exercise.id for exercise in self._exercises(attempt)),
            learner=attempt.learner,
            choice_attempt=attempt.number,
        )

    def _key(self, attempt: Attempt) -> str:
        exercises = self._exercises(attempt)
        drawn = any(exercise.checker == "choice" for exercise in exercises)
        return idempotency_key(
            notebook=attempt.blob,
            exercises=[(e.id, e.version, e.digest) for e in exercises],
            judge_version=f"{__version__}/{JUDGE_VERSION}/qiskit-{version('qiskit')}",
            limits=[asdict(exercise.limits) for exercise in exercises],
            draw=f"{attempt.learner}/{attempt.number}" if drawn else "",
        )

    def _settle(self, lease: Lease, result: Graded | GraderError) -> Done:
        self._held.pop(lease.attempt.id, None)
        if isinstance(result, NotebookInvalid):
            verdicts = unreadable(self._exercises(lease.attempt), result)
            return self._complete(lease, verdicts, None)
        if isinstance(result, GraderError):
            return self._put_back(lease, str(result))
        failed = [v for v in result.verdicts if v.outcome is Outcome.JUDGE_ERROR]
        if failed:
            names = ", ".join(verdict.exercise for verdict in failed)
            return self._put_back(lease, f"the judge failed on {names}; see the log")
        return self._complete(lease, result.verdicts, result)

    def _complete(self, lease: Lease, verdicts: tuple[Verdict, ...], graded: Graded | None) -> Done:
        usage = graded.usage if graded else None
        digests = {exercise.id: exercise.digest for exercise in self._exercises(lease.attempt)}
        judged = [
            Judged(
                verdict=verdict,
                digest=digests[verdict.exercise],
                judge_version=JUDGE_VERSION,
                isolation_level=graded.isolation.level if graded else 0,
                frame=graded.frames.get(verdict.exercise) if graded else None,
                wall_s=usage.wall_s if usage else 0.0,
                cpu_s=usage.cpu_s if usage else 0.0,
                peak_mib=usage.peak_mib if usage else 0.0,
            )
            for verdict in verdicts
        ]
        run_key = self._key(lease.attempt)
        self._store.queue.complete(lease, judged, self._clock(), run_key=run_key)
        cells = graded.cells if graded else ()
        return Done(attempt=lease.attempt, verdicts=verdicts, cells=cells)

    def _put_back(self, lease: Lease, error: str) -> Done:
        log.error("attempt %s: %s", lease.attempt.id, error)
        entry = self._store.queue.fail(lease, error, self._clock(), retry_after_s=0)
        return Done(attempt=lease.attempt, error=error, final=entry.state == "parked")

    @contextmanager
    def _heartbeat(self) -> Iterator[None]:
        """Keep the leases alive while long runs are waited for."""
        stop = threading.Event()

        def beat() -> None:
            while not stop.wait(LEASE_S / 4):
                for lease in list(self._held.values()):
                    # Settled or taken over between the look and the write: nothing to keep.
                    with suppress(ResultsError):
                        self._store.queue.heartbeat(lease, self._clock(), LEASE_S)

        thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
