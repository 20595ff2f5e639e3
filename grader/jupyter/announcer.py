"""Publish beside grading, so that a verdict is on open pages while nbgrader still records it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
from typing import Self

__all__ = ["Announcer"]

_REST = 4
"""Rest after publishing, in multiples of the time it took: a fifth of one core at most."""


class Announcer:
    """Publishes what it is told of in a thread of its own; a context manager.

    The first news is published at once, what comes meanwhile together after a rest, and what is
    left without one at the end. A failure of `publish` is raised there, or by the next `tell`.

    Args:
        publish: Makes everything public that is known when it begins.
    """

    def __init__(self, publish: Callable[[], None]) -> None:
        self._publish = publish
        self._changed = Condition()
        self._told = self._done = 0
        self._over = False
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        self._work = self._thread.submit(self._run)
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._over = True
            self._changed.notify()
        self._thread.shutdown()
        self._work.result()

    def tell(self) -> None:
        """Say that there is something new; returns at once."""
        if self._work.done():
            self._work.result()
        with self._changed:
            self._told += 1
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._told > self._done or self._over)
                if self._told == self._done:
                    return
                self._done = self._told
            begun = time.monotonic()
            self._publish()
            with self._changed:
                self._changed.wait_for(lambda: self._over, _REST * (time.monotonic() - begun))
