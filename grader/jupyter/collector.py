"""From the exchange to the gradebook: take in, grade, record, tell who publishes.

Each step finds out by itself what is left to do, so a run that was killed is finished by the
next one: arrivals are keyed, the queue is leased, and a mark beside each placed submission says
which attempt nbgrader has recorded.
"""

import fcntl
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import entry_points
from typing import Self

from grader.catalog import Catalog, Course
from grader.consortium import Consortium, load_consortium
from grader.errors import GraderError
from grader.identity import Identity
from grader.jupyter.autograde import Recorded, record
from grader.jupyter.config import CourseFolder
from grader.jupyter.exchange import Refused, arrivals
from grader.jupyter.place import assignment_of, place
from grader.jupyter.process import NbgraderProcess
from grader.pipeline import Grader
from grader.results.records import Attempt, Lease
from grader.results.store import Store
from grader.sandbox.outcome import CellResult, Isolation
from grader.sandbox.policy import Policy
from grader.scaleout.baselines import set_baselines
from grader.scaleout.drain import Done, Drain
from grader.scaleout.local import LocalPool
from grader.scaleout.rejudge import Change, Stale, rejudge
from grader.state import State

__all__ = ["Collector", "attempt_cap"]

log = logging.getLogger(__name__)

# How one learner's part of one assignment is called in nbgrader.
Place = tuple[str, str, str]


def attempt_cap(
    course: Course, assignment: str, catalog: Catalog
) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """Return how many submissions of an assignment count, and which others count with them.

    Returns:
        The cap, ``None`` for all of them; and the other ``(course, assignment)`` that hold a capped
        exercise of this one: a learner has the attempts once, wherever the exercise stands.
    """
    exercises = [catalog.exercise(name) for name in course.assignment(assignment).exercises]
    capped = {one.id: one.limits.attempts for one in exercises if one.limits.attempts is not None}
    shares = tuple(
        (other.id, lesson.id)
        for other in catalog.courses()
        for lesson in other.assignments
        if (other.id, lesson.id) != (course.id, assignment)
        and capped.keys() & set(lesson.exercises)
    )
    return min(capped.values(), default=None), shares


def _now() -> datetime:
    return datetime.now(UTC)


class Collector:
    """Collects for one state directory; a context manager that holds warm graders."""

    def __init__(
        self,
        state: State,
        catalog: Catalog,
        *,
        jobs: int | None = None,
        min_level: int | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """Open the stores; graders start with the first submission.

        Args:
            state: The installation.
            catalog: Its content.
            jobs: Submissions at a time; left out, one per core.
            min_level: Isolation asked for, in place of ``consortium.toml``'s.
            clock: Gives the present time, UTC.

        Raises:
            ConfigError: If the state was not initialised.
        """
        secret = state.secret()
        self.consortium: Consortium = load_consortium(state.consortium)
        level = self.consortium.min_isolation_level if min_level is None else min_level
        policy = Policy(min_level=level)
        self._state, self._catalog, self._clock = state, catalog, clock
        with ExitStack() as opened:
            self.store = opened.enter_context(Store(state.results))
            pool: LocalPool[Lease] = LocalPool(lambda: Grader(catalog, secret, policy), jobs)
            self._pool = opened.enter_context(pool)
            self._nbgrader = opened.enter_context(NbgraderProcess())
            self._opened = opened.pop_all()
        self._cells: dict[int, tuple[CellResult, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._opened.__exit__(*failure)  # type: ignore[arg-type]

    def isolation(self) -> Isolation:
        """Return the isolation that grading here has.

        Raises:
            SandboxUnavailable: If it is below what is asked for.
        """
        return self._pool.with_grader(lambda grader: grader.isolation)

    def set_baselines(self) -> int:
        """Judge the yardsticks of exercises that have none for their version yet."""
        return self._pool.with_grader(
            lambda grader: set_baselines(self.store, self._catalog, grader, self._clock())
        )

    def take_in(self) -> Iterator[Attempt | Refused]:
        """Make an attempt of everything that arrived and was not seen yet.

        Yields:
            New attempts, and what was refused, with the cause.
        """
        with Identity(self._state.identity) as identity:
            learners = {person.learner_id for person in identity.people()}
        seen = {attempt.arrival for attempt in self.store.attempts()}
        seen |= {e.subject for e in self.store.ledger.entries() if e.action == "refused"}
        for course in self._catalog.courses():
            found = arrivals(self._state.exchange, course, learners=learners, seen=seen)
            for one in found:
                if isinstance(one, Refused):
                    self.store.ledger.log(
                        actor="intake",
                        action="refused",
                        subject=one.name,
                        detail=one.cause,
                        now=self._clock(),
                    )
                    yield one
                else:
                    cap, shares = attempt_cap(course, one.assignment, self._catalog)
                    yield self.store.queue.arrive(one.to_arrival(cap=cap, shares=shares))

    def grade(self) -> Iterator[Done]:
        """Grade all that waits and record the verdicts.

        Yields:
            Each attempt with what became of it.
        """
        for done in Drain(self.store, self._catalog, self._pool, clock=self._clock).run():
            if done.cells:
                self._cells[done.attempt.id] = done.cells
            yield done

    def rejudge(self, found: Iterable[Stale]) -> Iterator[list[Change]]:
        """Judge recorded attempts again; nothing is written.

        Yields:
            The changes of one attempt.
        """
        return rejudge(self.store, self._catalog, self._pool, found)

    def unrecorded(self) -> dict[tuple[str, str], list[Attempt]]:
        """Return the newest judged attempts that nbgrader has not recorded, by assignment.

        Those whose learner left, or whose bytes are too old to be kept, are recorded no more.
        """
        gone = self.store.ledger.tombstones()
        judged = self._last_verdicts()
        newest: dict[Place, Attempt] = {}
        for attempt in self.store.attempts():
            if attempt.id in judged:
                newest[attempt.course, assignment_of(attempt), attempt.learner] = attempt
        batches: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
        for (course, assignment, learner), attempt in newest.items():
            mark = self._folder(course).ticket(learner, assignment).with_suffix(".recorded")
            recorded = mark.read_text(encoding="ascii") if mark.is_file() else ""
            if recorded == f"{attempt.id} {judged[attempt.id]}" or learner in gone:
                continue
            if self.store.holds(attempt.blob):
                batches[course, assignment].append(attempt)
        return dict(batches)

    def record(self) -> Iterator[Recorded]:
        """Have nbgrader record what `unrecorded` lists: scores, comments, feedback.

        Yields:
            How each recording went.
        """
        # One at a time: another grader on this state waits, then finds nothing left to record.
        with self._exclusively("record.lock"):
            yield from self._record()

    def _record(self) -> Iterator[Recorded]:
        judged = self._last_verdicts()
        for (course, assignment), batch in self.unrecorded().items():
            folder = self._folder(course)
            by_learner = {attempt.learner: attempt for attempt in batch}
            for attempt in batch:
                data = self.store.blob(attempt.blob)
                place(folder, attempt, data, cells=self._cells.pop(attempt.id, ()))
            for result in record(folder, assignment, by_learner, nbgrader=self._nbgrader):
                if result.ok:
                    mark = folder.ticket(result.learner, assignment).with_suffix(".recorded")
                    number = by_learner[result.learner].id
                    mark.write_text(f"{number} {judged[number]}", encoding="ascii")
                yield result

    def _last_verdicts(self) -> dict[int, int]:
        """Return the newest verdict row of each judged attempt; a rejudge makes a newer one."""
        return {row.attempt_id: row.id for row in self.store.verdicts()}

    @contextmanager
    def _exclusively(self, name: str) -> Iterator[None]:
        with (self._state.path / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def publish(self) -> None:
        """Tell those who publish that there is something new."""
        for point in entry_points(group="qskills.after_grading"):
            try:
                point.load()(self._state.path, self._catalog.root)
            except GraderError:
                # The old boards stay; grading must not fail because publishing did.
                log.exception("publishing by %s failed; the boards are as they were", point.name)

    def _folder(self, course: str) -> CourseFolder:
        return CourseFolder.below(self._state.path, course, counts=self.consortium.counts)
