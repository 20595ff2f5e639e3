"""A control group of a worker's own: exact memory, process and CPU accounting (level 4).

One group per worker, used by one submission after the other. Works with version 1 and root, and
with version 2 where a manager has delegated a group to us (systemd's ``Delegate=yes``).
"""

import contextlib
import itertools
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["Group"]

_ROOT = Path("/sys/fs/cgroup")
_V1 = ("memory", "pids", "cpuacct")
_SLACK_MIB = 64
_UNLIMITED = 1 << 60
_NUMBER = itertools.count()
_NAME = re.compile(r"qskills-(\d+)-\d+")


class Group:
    """A control group that a child enters before it runs learners' code.

    Attributes:
        version: 1 or 2.
    """

    def __init__(self, version: int, folders: Mapping[str, Path]) -> None:
        self.version = version
        self._folders = folders
        self._cpu_before = 0
        self._cpu_last = 0.0
        self._kills_before = 0

    @classmethod
    def make(cls) -> "Group | None":
        """Return a new group, or ``None`` where the host does not let us have one."""
        name = f"qskills-{os.getpid()}-{next(_NUMBER)}"
        parents = _parents_v1() if (_ROOT / "memory").is_dir() else _parent_v2()
        if parents is None:
            return None
        folders = {}
        try:
            for controller, parent in parents.items():
                _sweep(parent)
                (parent / name).mkdir(exist_ok=controller == "pids")
                folders[controller] = parent / name
        except OSError:
            _remove(folders.values())
            return None
        return cls(1 if "cpuacct" in folders else 2, folders)

    def start(self, memory_mib: int, processes: int) -> None:
        """Set the limits for the next submission and start its counters."""
        size = str((memory_mib + _SLACK_MIB) << 20)
        if self.version == 1:
            with contextlib.suppress(OSError):
                self._write("memory", "memory.memsw.limit_in_bytes", str(_UNLIMITED))
            self._write("memory", "memory.limit_in_bytes", size)
            with contextlib.suppress(OSError):
                self._write("memory", "memory.memsw.limit_in_bytes", size)
        else:
            self._write("memory", "memory.max", size)
            with contextlib.suppress(OSError):
                self._write("memory", "memory.swap.max", "0")
        self._write("pids", "pids.max", str(processes + 1))
        self._cpu_before, self._cpu_last = self._cpu_ns(), 0.0
        self._kills_before = self._kills()

    def tighten(self, memory_mib: int) -> None:
        """Lower the memory limit of the running submission, for the self-test."""
        name = "memory.limit_in_bytes" if self.version == 1 else "memory.max"
        self._write("memory", name, str(memory_mib << 20))

    def holds(self, pid: int) -> bool:
        """Whether a process is in the group."""
        return all(
            str(pid) in (folder / "cgroup.procs").read_text().split()
            for folder in self._folders.values()
        )

    def enter(self, pid: int) -> None:
        """Put a process, and with it all that it will fork, into the group."""
        for folder in set(self._folders.values()):
            (folder / "cgroup.procs").write_text(str(pid))

    @property
    def cpu_s(self) -> float:
        """CPU seconds since `start`, that of processes that nobody waited for included."""
        with contextlib.suppress(OSError):  # closed by another thread
            self._cpu_last = (self._cpu_ns() - self._cpu_before) / 1e9
        return self._cpu_last

    @property
    def out_of_memory(self) -> bool:
        """Whether the kernel has killed for memory since `start`."""
        try:
            return self._kills() > self._kills_before
        except OSError:
            return False  # closed by another thread

    def close(self) -> None:
        """Remove the group; its processes have been killed before."""
        _remove(self._folders.values())

    def _write(self, controller: str, name: str, value: str) -> None:
        (self._folders[controller] / name).write_text(value)

    def _read(self, controller: str, name: str) -> str:
        return (self._folders[controller] / name).read_text()

    def _cpu_ns(self) -> int:
        if self.version == 1:
            return int(self._read("cpuacct", "cpuacct.usage"))
        return _field(self._read("pids", "cpu.stat"), "usage_usec") * 1000

    def _kills(self) -> int:
        if self.version == 1:
            return _field(self._read("memory", "memory.oom_control"), "oom_kill")
        return _field(self._read("memory", "memory.events"), "oom_kill")


def _field(text: str, name: str) -> int:
    for line in text.splitlines():
        key, _, value = line.partition(" ")
        if key == name:
            return int(value)
    return 0


def _own() -> Iterator[tuple[str, str]]:
    """Yield controllers (``""`` for version 2) and the path of our own group."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            yield controller, path


def _parents_v1() -> dict[str, Path] | None:
    """Return where to make groups: below ours if a limit holds there, else at the root.

    A limit that somebody has set for us stays in force; without one we stay out of folders that
    somebody else manages.
    """
    if os.geteuid() != 0:
        return None
    paths = dict(_own())
    parents = {}
    for controller in _V1:
        root = _ROOT / controller
        own = root / paths.get(controller, "/").lstrip("/")
        if not os.access(root, os.W_OK):
            return None
        parents[controller] = own if controller == "memory" and _limited(own) else root
    return parents


def _limited(folder: Path) -> bool:
    try:
        return int((folder / "memory.limit_in_bytes").read_text()) < _UNLIMITED
    except (OSError, ValueError):
        return False


def _parent_v2() -> dict[str, Path] | None:
    own = dict(_own()).get("")
    if own is None:
        return None
    folder = _ROOT / own.lstrip("/")
    try:
        known = set((folder / "cgroup.subtree_control").read_text().split())
        if not {"memory", "pids"} <= known:
            (folder / "cgroup.subtree_control").write_text("+memory +pids")
    except OSError:
        return None  # not ours, or it holds processes itself
    return {"memory": folder, "pids": folder}


def _sweep(parent: Path) -> None:
    """Remove the groups of supervisors that were killed."""
    for folder in parent.glob("qskills-*"):
        match = _NAME.fullmatch(folder.name)
        if match and not Path(f"/proc/{match[1]}").exists():
            with contextlib.suppress(OSError):
                folder.rmdir()


def _remove(folders: Iterable[Path]) -> None:
    until = time.monotonic() + 1
    for folder in set(folders):
        while True:
            try:
                folder.rmdir()
            except FileNotFoundError:
                break
            except OSError:
                if time.monotonic() > until:
                    break
                time.sleep(0.01)
            else:
                break
