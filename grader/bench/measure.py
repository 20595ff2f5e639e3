"""What a block of work took: wall and CPU seconds, latencies, memory of running submissions."""

import math
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.jupyter.serve import descendants

__all__ = ["Block", "PeakMemory", "combine", "percentile", "tree_cpu_s"]

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Measurements of one block, or of several put together.

    Attributes:
        submissions: How many were graded.
        wall_s: Wall seconds of the block.
        cpu_s: CPU seconds of all processes that worked on it.
        latencies_s: Seconds of each submission, from its start to its verdicts.
        peak_mib: Peak memory of one running submission (proportional set size), MiB, where it
            was sampled.
        agreed: Whether every verdict was the expected one.
    """

    submissions: int
    wall_s: float
    cpu_s: float
    latencies_s: tuple[float, ...]
    peak_mib: float | None
    agreed: bool

    @property
    def per_second(self) -> float:
        """Submissions per wall second."""
        return self.submissions / self.wall_s

    def to_json(self) -> dict[str, float | int | bool | None]:
        """Return the figures of a report."""
        return {
            "submissions": self.submissions,
            "per_second": round(self.per_second, 3),
            "cpu_s_per_submission": round(self.cpu_s / self.submissions, 4),
            "latency_median_s": round(statistics.median(self.latencies_s), 4),
            "latency_p95_s": round(percentile(self.latencies_s, 95), 4),
            "peak_mib": None if self.peak_mib is None else round(self.peak_mib, 1),
            "verdicts_agree": self.agreed,
        }


def combine(blocks: Sequence[Block]) -> Block:
    """Put blocks of one side together."""
    return Block(
        submissions=sum(block.submissions for block in blocks),
        wall_s=sum(block.wall_s for block in blocks),
        cpu_s=sum(block.cpu_s for block in blocks),
        latencies_s=tuple(value for block in blocks for value in block.latencies_s),
        peak_mib=max((b.peak_mib for b in blocks if b.peak_mib is not None), default=None),
        agreed=all(block.agreed for block in blocks),
    )


def percentile(values: Iterable[float], percent: float) -> float:
    """Return the nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def tree_cpu_s(root: int) -> float:
    """Return CPU seconds of a process and all below it, reaped children included."""
    total = 0
    for pid in (root, *descendants(root)):
        if stat := _stat(pid):
            total += sum(map(int, stat[11:15]))
    return total / _TICKS


def _pss_mib(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


class PeakMemory:
    """Samples the memory of some processes while a block runs; a context manager."""

    def __init__(self, pids: Callable[[], Iterable[int]], every_s: float = 0.05) -> None:
        """Prepare.

        Args:
            pids: Gives the processes of one running submission at this moment.
            every_s: Seconds between samples.
        """
        self._pids = pids
        self._every = every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self.peak_mib = 0.0

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.is_set():
            self.peak_mib = max(self.peak_mib, sum(map(_pss_mib, self._pids())))
            time.sleep(self._every)
