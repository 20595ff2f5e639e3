"""Grade on this machine: one sandbox and one judge per core, driven by threads.

The threads only wait: learners' code runs below a zygote and judging in a process of its own.
"""

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Generic, Self, TypeVar

from grader.errors import GraderError
from grader.pipeline import Graded, Grader
from grader.submission import Submission

__all__ = ["LocalPool", "cores"]

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalPool(Generic[T]):
    """Grades submissions with `jobs` graders; use as a context manager."""

    def __init__(self, make_grader: Callable[[], Grader], jobs: int | None = None) -> None:
        """Make a pool; graders start with the first submissions.

        Args:
            make_grader: Called once per job.
            jobs: Submissions at a time; left out, one per core.
        """
        self.jobs = jobs or cores()
        self._make = make_grader
        self._idle: queue.SimpleQueue[Grader] = queue.SimpleQueue()
        self._all: list[Grader] = []
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(self.jobs, thread_name_prefix="grader")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # After Ctrl-C the running submissions are given up: closing their sandboxes ends them.
        self._threads.shutdown(wait=kind is None, cancel_futures=True)
        with self._lock:
            for grader in self._all:
                grader.close()
        self._threads.shutdown(wait=True)

    def grade_all(
        self, items: Iterable[T], submission_of: Callable[[T], Submission]
    ) -> Iterator[tuple[T, Graded | GraderError]]:
        """Grade items as they come and yield each with its result, in order of completion.

        Yields:
            The item with what grading it yielded, or with the error that stopped it.
        """
        return self._as_completed(
            items, lambda item: self._submit(Grader.grade, submission_of(item))
        )

    def work_all(
        self, items: Iterable[S], work: Callable[[S, Grader], R]
    ) -> Iterator[tuple[S, R | GraderError]]:
        """Do `work` on items, each with a grader of its own, like `grade_all`.

        Yields:
            The item with what `work` returned, or with the error that stopped it.
        """
        return self._as_completed(
            items, lambda item: self._submit(lambda grader, one: work(one, grader), item)
        )

    def _as_completed(
        self, items: Iterable[S], start: Callable[[S], Future[R]]
    ) -> Iterator[tuple[S, R | GraderError]]:
        # Only a few are taken ahead: `items` may be endless or read from a queue.
        running: dict[Future[R], S] = {}
        source = iter(items)
        exhausted = False
        while running or not exhausted:
            while not exhausted and len(running) < 2 * self.jobs:
                try:
                    item = next(source)
                except StopIteration:
                    exhausted = True
                    break
                try:
                    running[start(item)] = item
                except GraderError as error:
                    yield item, error
            done, _ = wait(running, return_when=FIRST_COMPLETED) if running else (set(), None)
            for future in done:
                item = running.pop(future)
                try:
                    yield item, future.result()
                except GraderError as error:
                    yield item, error

    def with_grader(self, work: Callable[[Grader], R]) -> R:
        """Run `work` with a grader that is idle, or a new one, in the caller's thread."""
        grader = self._grader()
        try:
            return work(grader)
        finally:
            self._idle.put(grader)

    def _submit(self, work: Callable[[Grader, S], R], item: S) -> Future[R]:
        return self._threads.submit(lambda: self.with_grader(lambda grader: work(grader, item)))

    def _grader(self) -> Grader:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            grader = self._make()
            with self._lock:
                self._all.append(grader)
            return grader
