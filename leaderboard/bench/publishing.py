"""Publish a made-up crowd: all at once, again, with one result more; each in its own process."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from grader.bench.crowd import Crowd, one_more, write_crowd
from grader.catalog import Catalog
from grader.state import State
from leaderboard.publish import publish

__all__ = ["Published", "publishing"]


@dataclass(frozen=True, slots=True)
class Published:
    """One publish of its own process.

    Attributes:
        seconds: Time on the clock.
        peak_mib: The process' largest resident memory.
        mib: Size of all board files together.
    """

    name: str
    results: int
    seconds: float
    peak_mib: float
    mib: float


def publishing(
    folder: Path, crowd: Crowd, written: Callable[[int], None] | None = None
) -> Iterator[Published]:
    """Write the crowd into `folder` and yield a publish of each kind.

    ``first``: the tally is made, and every week is released. ``again``: nothing is new, the files
    are written. ``one more``: one result came. ``next week``: a week has closed, and is released.

    Args:
        folder: An empty state directory.
        crowd: How many of everything.
        written: Told now and then how many results were written.
    """
    state, catalog = State(folder), Catalog.default()
    write_crowd(state, catalog, crowd, written)
    end = crowd.ends_at
    yield _publish("first", folder, end.timestamp(), crowd.results)
    yield _publish("again", folder, end.timestamp() + 60, crowd.results)
    one_more(state, catalog, crowd, end + timedelta(minutes=2))
    yield _publish("one more", folder, end.timestamp() + 180, crowd.results + 1)
    yield _publish("next week", folder, end.timestamp() + 7 * 86_400, crowd.results + 1)


def _publish(name: str, folder: Path, now: float, results: int) -> Published:
    order = [sys.executable, "-m", __name__, str(folder), str(now)]
    done = subprocess.run(order, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    found = json.loads(done.stdout)
    size = sum(file.stat().st_size for file in State(folder).boards.glob("*.db"))
    return Published(name, results, found["seconds"], found["peak_mib"], size / 2**20)


def _main(folder: str, now: str) -> None:
    from datetime import UTC, datetime

    begun = time.perf_counter()
    publish(Path(folder), now=datetime.fromtimestamp(float(now), UTC))
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mib": peak}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
