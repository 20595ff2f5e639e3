"""This platform on the benchmark's notebooks: sandbox, judge, and nbgrader's recording."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from grader.bench.content import Learner, write_content
from grader.bench.measure import Block, tree_cpu_s
from grader.catalog import Catalog
from grader.errors import GraderError
from grader.install import initialise
from grader.jupyter.autograde import record
from grader.jupyter.build import build_course
from grader.jupyter.config import CourseFolder
from grader.jupyter.place import place
from grader.jupyter.process import NbgraderProcess
from grader.pipeline import Grader
from grader.results.records import Arrival, Lease
from grader.results.store import Store
from grader.scaleout.drain import Done, Drain
from grader.scaleout.local import LocalPool
from grader.state import State
from grader.submission import Submission
from grader.verdict import Verdict

__all__ = ["OurCourse"]

_EXERCISES = ("bench-bell", "bench-ghz")


@dataclass(frozen=True, slots=True)
class _Item:
    """A learner's notebook."""

    learner: Learner
    data: bytes


class OurCourse:
    """The benchmark's course in a state directory of its own, with warm graders."""

    def __init__(self, root: Path, mix: str) -> None:
        """Build and release the course; start the graders.

        Raises:
            GraderError: If nbgrader or the sandbox cannot do it.
        """
        write_content(root / "content", mix)
        self._catalog = Catalog(root / "content")
        state = State(root / "state")
        initialise(state)
        self._folder = CourseFolder.below(state.path, "bench")
        self.nbgrader = NbgraderProcess()
        course = self._catalog.course("bench")
        build_course(course, self._catalog, self._folder, nbgrader=self.nbgrader, languages=("en",))
        released = self._folder.release("states-en") / "states.ipynb"
        self._released = released.read_text(encoding="utf-8")
        self.store = Store(state.results)
        secret = state.secret()
        self._pool: LocalPool[_Item] = LocalPool(lambda: Grader(self._catalog, secret))
        self._drain_pool: LocalPool[Lease] = LocalPool(lambda: Grader(self._catalog, secret))

    def close(self) -> None:
        """Stop all processes."""
        self._pool.__exit__(None, None, None)
        self._drain_pool.__exit__(None, None, None)
        self.nbgrader.close()
        self.store.close()

    def notebook(self, learner: Learner) -> bytes:
        """Return the released notebook with the learner's code in the solution cells."""
        notebook = nbformat.reads(self._released, as_version=4)
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            name = grade_id.removesuffix("-solution")
            if grade_id != name and name in learner.solutions:
                cell.source = learner.solutions[name]
        return str(nbformat.writes(notebook)).encode()

    def warm(self, learners: Sequence[Learner]) -> None:
        """Start every grader, so that no block pays for it."""
        self.grade(list(learners)[:2] * 2 * self._pool.jobs)

    def grade(self, learners: Sequence[Learner]) -> Block:
        """Grade and measure: sandbox and judge, without nbgrader."""
        items = [_Item(learner, self.notebook(learner)) for learner in learners]
        latencies, peak, agreed, inside_s = [], 0.0, True, 0.0
        before, start = tree_cpu_s(os.getpid()), time.perf_counter()
        for item, graded in self._pool.grade_all(items, _submission):
            if isinstance(graded, GraderError):
                raise graded
            latencies.append(graded.wall_s)
            peak = max(peak, graded.usage.peak_mib)
            inside_s += graded.usage.cpu_s
            agreed &= _agrees(graded.verdicts, item.learner)
        wall_s = time.perf_counter() - start
        return Block(
            submissions=len(items),
            wall_s=wall_s,
            # Children of the sandbox are reaped there: their CPU time is what it metered.
            cpu_s=tree_cpu_s(os.getpid()) - before + inside_s,
            latencies_s=tuple(latencies),
            peak_mib=peak,
            agreed=agreed,
        )

    def grade_and_record(self, learners: Sequence[Learner], block: int) -> Block:
        """Take in, grade, store and record in nbgrader; feedback pages are not part of it."""
        before, start = tree_cpu_s(os.getpid()), time.perf_counter()
        for learner in learners:
            self._arrive(f"b{block}", learner)
        done = list(self._drain())
        graded = time.perf_counter() - start
        for one in done:
            data = self.store.blob(one.attempt.blob)
            place(self._folder, one.attempt, data, cells=one.cells)
        names = [one.attempt.learner for one in done]
        recorded = record(self._folder, "states-en", names, nbgrader=self.nbgrader, feedback=False)
        wall_s = time.perf_counter() - start
        for result in recorded:
            if result.error:
                raise GraderError(f"nbgrader did not record {result.learner}: {result.error}")
        by_id = {learner.id: learner for learner in learners}
        matched = [(one, by_id[one.attempt.learner]) for one in done]
        each = graded / len(done)
        return Block(
            submissions=len(done),
            wall_s=wall_s,
            cpu_s=tree_cpu_s(os.getpid()) - before,
            latencies_s=tuple(each + one.autograde_s for one in recorded),
            peak_mib=None,
            agreed=all(_agrees(one.verdicts, learner) for one, learner in matched),
        )

    def _arrive(self, prefix: str, learner: Learner) -> None:
        now = datetime.now(UTC)
        self.store.queue.arrive(
            Arrival(
                learner=learner.id,
                course="bench",
                assignment="states",
                notebook="states.ipynb",
                language="en",
                arrival=f"{prefix}-{learner.id}",
                data=self.notebook(learner),
                submitted_at=now,
            )
        )

    def _drain(self) -> Iterator[Done]:
        drain = Drain(self.store, self._catalog, self._drain_pool, clock=lambda: datetime.now(UTC))
        return drain.run()


def _submission(item: _Item) -> Submission:
    return Submission(data=item.data, exercises=_EXERCISES)


def _agrees(verdicts: Sequence[Verdict], learner: Learner) -> bool:
    return all(verdict.accepted == learner.right[verdict.exercise] for verdict in verdicts)
