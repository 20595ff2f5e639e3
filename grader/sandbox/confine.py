"""Lock a child in: its own file system in memory, limits, no privileges, Landlock, seccomp."""

import os
from collections.abc import Mapping
from typing import Any

from grader.sandbox import kernel

__all__ = ["confine", "confine_call"]

_DEVICES_READ = ("/dev/urandom", "/dev/random", "/dev/zero")


def confine(options: Mapping[str, Any], *, cpu_s: float, memory_mib: int, program: bytes) -> None:
    """Give up all that a submission does not need; the order of the steps matters.

    Args:
        options: Made by `grader.sandbox.view`: what is mounted, and the numbers of the policy.
        cpu_s: CPU seconds of the run; the backstop is a quarter above.
        memory_mib: Memory of the run; the address space is at least twice as much.
        program: Compiled seccomp filter; empty where the host has none.

    Raises:
        OSError: If a step fails: then nothing may be run.
    """
    if options["namespaces"]:
        _cover(options)
    os.chdir(options["home"])
    os.umask(0o077)
    _limit(options, cpu_s, memory_mib)
    kernel.no_new_privileges()
    kernel.drop_capabilities()
    kernel.landlock((*options["read"], *_DEVICES_READ), ("/dev/null", options["home"]))
    if program:
        kernel.load_seccomp(program)


def confine_call() -> None:
    """Take away, for one call of a function answer, the right to leave anything behind."""
    kernel.set_limit("FSIZE", 0)
    kernel.landlock(("/",), ("/dev/null",))


def _cover(options: Mapping[str, Any]) -> None:
    kernel.make_private()
    # After the covers: a rule of Landlock holds for what it was opened on.
    size = f"size={options['tmp_mib']}m,nr_inodes={options['tmp_files']},mode=755"
    kernel.mount_tmpfs("/tmp", size, writable=True)  # noqa: S108 - a file system of its own
    # A fresh procfs is refused here (parts of the outer one are covered), an empty cover is not.
    for path in ("/proc", "/dev/shm"):  # noqa: S108
        kernel.mount_tmpfs(path, "size=4k,nr_inodes=2", writable=False)


def _limit(options: Mapping[str, Any], cpu_s: float, memory_mib: int) -> None:
    space = max(options["address_space_mib"], 2 * memory_mib) << 20
    kernel.set_limit("AS", space)
    kernel.set_cpu_limit(cpu_s)
    kernel.set_limit("NPROC", options["processes"])
    kernel.set_limit("NOFILE", options["open_files"])
    kernel.set_limit("FSIZE", options["file_mib"] << 20)
    kernel.set_limit("STACK", 8 << 20)
    for name in ("CORE", "MEMLOCK", "MSGQUEUE"):
        kernel.set_limit(name, 0)
