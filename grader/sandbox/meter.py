"""Measure a tree of processes from outside: proportional set size and CPU seconds."""

import contextlib
import os
import time
from collections.abc import Iterator

__all__ = ["Meter", "tree"]

_READING_S = 0.1
_FREE_DESCRIPTORS = 512
_BUFFER_BYTES = 208 << 10  # net.core.wmem_default
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> Iterator[int]:
    """Yield `pid` and all its descendants; orphans hang on the namespace's process 1."""
    todo = [pid]
    while todo:
        pid = todo.pop()
        yield pid
        try:
            for thread in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:
                    todo += map(int, file.read().split())
        except OSError:
            continue  # it has ended


def _cpu_ticks(pid: int) -> tuple[int, int]:
    """Return the ticks of a process, and those of the children it has waited for."""
    with open(f"/proc/{pid}/stat", "rb") as file:
        fields = file.read().rpartition(b")")[2].split()
    return int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])


def _pss_bytes(pid: int) -> int:
    with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
        for line in file:
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) << 10
    return 0


def _unmapped_bytes(descriptors: int) -> int:
    """Bound what full pipes and sockets hold in the kernel, which shows in no process.

    A few hundred are what honest programs open; from there on each counts as if it were full.
    """
    return max(0, descriptors - _FREE_DESCRIPTORS) * _BUFFER_BYTES


class Meter:
    """Keeps the sums over the tree below one process.

    Attributes:
        peak_bytes: Largest proportional set size of the tree so far.
        cpu_s: CPU seconds of the tree so far, that of processes that have ended included as
            far as they were seen.
        pids: The processes seen last.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most: dict[int, int] = {}
        self._sizes: dict[int, int] = {}
        self.peak_bytes = 0
        self.cpu_s = 0.0
        self.pids: frozenset[int] = frozenset()

    def poll(self) -> int:
        """Measure once and return the present proportional set size in bytes."""
        waited = descriptors = 0
        pids = list(tree(self._pid))
        for pid in pids:
            try:
                own, children = _cpu_ticks(pid)
            except (OSError, IndexError):
                continue  # it has ended
            self._most[pid] = max(own, self._most.get(pid, 0))
            waited += own + children
            with contextlib.suppress(OSError):
                descriptors += len(os.listdir(f"/proc/{pid}/fd"))
        self.pids = frozenset(pids)
        size = self._size(pids) + _unmapped_bytes(descriptors)
        self.peak_bytes = max(self.peak_bytes, size)
        # Children that nobody waited for are missing in one sum, those never seen in the other.
        self.cpu_s = max(self.cpu_s, sum(self._most.values()) * _TICK_S, waited * _TICK_S)
        return size

    def _size(self, pids: list[int]) -> int:
        """Sum the sizes; a herd that is slow to read is read in turns, the rest as seen before."""
        until = time.monotonic() + _READING_S
        sizes = {pid: self._sizes.pop(pid) for pid in list(self._sizes) if pid in self.pids}
        turns = [pid for pid in pids if pid not in sizes] + list(sizes)
        for pid in turns:
            try:
                sizes.pop(pid, None)
                sizes[pid] = _pss_bytes(pid)  # the last one read goes to the end
            except OSError:
                continue  # it has ended, or is a zombie
            if time.monotonic() > until:
                break
        self._sizes = sizes
        return sum(sizes.values())
