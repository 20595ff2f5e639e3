"""What the sandbox allows and which isolation it must prove. One frozen value, passed down."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MAGICS", "Policy"]

MAGICS = frozenset(
    {
        *("capture", "cd", "conda", "config", "env", "matplotlib", "pinfo", "pinfo2", "pip"),
        *("precision", "prun", "pwd", "run", "time", "timeit", "who", "who_ls", "whos"),
        "writefile",
    }
)
"""IPython magics that a notebook may use; ``%pip`` and ``%conda`` only print a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Rules of a sandbox.

    Attributes:
        min_level: Isolation that must be proved before learners' code is run, 0 to 4.
        allow_level: A lower level that the operator takes the blame for, or ``None``.
        magics: IPython magics that may be used.
        shell: Whether ``!command`` and ``%%bash`` may be used (inside the sandbox).
        processes: Processes and threads of one submission, at most.
        open_files: Descriptors of one process, at most.
        file_mib: Largest file, MiB.
        tmp_mib: Size of the submission's own ``/tmp``, MiB.
        tmp_files: Files in it, at most.
        address_space_mib: Address space of one process, MiB.
        cgroup: Whether to use control groups where the host lets us (level 4).
        first_uid: With root, workers run as unprivileged user ids from here on.
        hidden: Host paths that the sandbox must not see even where they lie below a path that
            it is given (``/usr``, the interpreter, the environment).
        recycle_jobs: Submissions after which a zygote is replaced.
        recycle_s: Seconds after which a zygote is replaced.
        cache: Folder that keeps the proof of isolation for a day; ``None`` is the user's cache.
    """

    min_level: int = 3
    allow_level: int | None = None
    magics: frozenset[str] = MAGICS
    shell: bool = False
    processes: int = 64
    open_files: int = 256
    file_mib: int = 32
    tmp_mib: int = 64
    tmp_files: int = 4096
    address_space_mib: int = 2048
    cgroup: bool = True
    first_uid: int = 61_000
    hidden: tuple[Path, ...] = ()
    recycle_jobs: int = 2000
    recycle_s: float = 1800.0
    cache: Path | None = None

    @property
    def required_level(self) -> int:
        """The level below which nothing is run."""
        if self.allow_level is None:
            return self.min_level
        return min(self.min_level, self.allow_level)

    def digest(self) -> str:
        """Return a short hash of what decides the isolation, for the cache of the proof."""
        parts = (
            *(self.shell, self.processes, self.open_files, self.file_mib, self.tmp_mib),
            *(self.tmp_files, self.address_space_mib, self.cgroup, self.first_uid),
            sorted(self.magics),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
