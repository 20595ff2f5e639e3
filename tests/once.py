"""Something slow that is made once for all worker processes of a test run."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return `folder`, which `make` fills unless a process of this run has done so before.

    The others wait. What failed is left as it is and tried again by the next.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        done = folder.with_suffix(".done")
        if not done.exists():
            make(folder)
            done.touch()
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes of this run away from a folder."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
