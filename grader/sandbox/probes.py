"""Attempts to break out, run inside the sandbox by the self-test. Each must be refused.

The source of this module is sent as a notebook cell: it must stand alone.
"""

import ctypes
import os
import platform
import resource
import signal
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

__all__ = ["attempt"]

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE = {"x86_64": 56, "aarch64": 220}
_NEWUSER, _X32 = 0x10000000, 0x40000000


def _refused(act: Callable[[], object]) -> str:
    """Return ``""`` if `act` fails as it should, else what it did."""
    try:
        result = act()
    except (OSError, MemoryError):
        return ""
    if isinstance(result, int) and not isinstance(result, bool) and result < 0:
        return ""
    return f"went through: {result!r:.80}"


def _killed(act: Callable[[], object]) -> str:
    """Return ``""`` if a fork that acts is killed with SIGSYS."""
    pid = os.fork()
    if pid == 0:
        try:
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return "" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSYS else "not killed"


def _clone_user() -> int:
    number = _CLONE[platform.machine()]
    pid: int = _LIBC.syscall(number, _NEWUSER | signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid


def _write(path: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.close(fd)


def _open_fds() -> str:
    found = []
    for fd in range(4, 256):
        try:
            os.fstat(fd)
        except OSError:
            continue
        found.append(fd)
    return f"open: {found}" if len(found) > 1 else ""  # one serves the self-test's function


def _herd(limit: int) -> str:
    """Fork 200 sleepers; all but some, which make room, stay until the namespace ends."""
    pids = []
    for _ in range(200):
        try:
            pid = os.fork()
        except OSError:
            break
        if pid == 0:
            signal.pause()
        pids.append(pid)
    for pid in pids[:8]:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return "" if len(pids) <= limit else f"{len(pids)} processes"


def _daemon() -> str:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.pause()
        os._exit(0)
    os.wait()
    return ""


def _level_0() -> dict[str, str]:
    return {
        "3 GiB in one piece": _refused(lambda: bytearray(3 << 30)),
        "core file": "" if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 else "allowed",
    }


def _level_1(facts: dict[str, Any]) -> dict[str, str]:
    foreign = set(os.environ) - set(facts["environment"]) - {"LINES", "COLUMNS", "LC_CTYPE"}
    probes = {
        "socket": _refused(lambda: socket.socket()),
        "ptrace of the parent": _refused(lambda: _LIBC.ptrace(16, os.getppid() or 1, 0, 0)),
        "user namespace": _refused(lambda: _LIBC.unshare(_NEWUSER)),
        "clone into a user namespace": _refused(_clone_user),
        "memory file": _refused(lambda: os.memfd_create("probe")),
        "shared segment": _refused(lambda: _LIBC.shmget(0, 4096, 0o1600)),
        "io_uring": _refused(lambda: _LIBC.syscall(425, 1, 0)),
        "descriptors": _open_fds(),
        "environment": f"foreign: {sorted(foreign)}" if foreign else "",
        "no new privileges": "" if _LIBC.prctl(39, 0, 0, 0, 0) == 1 else "not set",
    }
    if platform.machine() == "x86_64":
        probes["x32 system call"] = _killed(lambda: _LIBC.syscall(_X32 | 39))
    return probes


def _level_2(facts: dict[str, Any]) -> dict[str, str]:
    probes = {f"read {path}": _refused(partial(os.open, path, 0)) for path in facts["canaries"]}
    probes |= {f"write {path}": _refused(partial(_write, path)) for path in facts["write"]}
    probes["list /proc/1"] = _refused(lambda: os.listdir("/proc/1"))
    probes["truncate"] = _refused(lambda: os.truncate(os.__file__, 0))
    probes["abstract socket"] = _refused(lambda: socket.socket(socket.AF_UNIX))
    if facts["landlock"]:
        probes["list the root"] = _refused(lambda: os.listdir("/"))
        probes["device"] = _refused(lambda: os.open("/dev/full", os.O_WRONLY))
    return probes


def _level_3(facts: dict[str, Any]) -> dict[str, str]:
    return {
        "own pid namespace": "" if os.getpid() == 1 else f"pid {os.getpid()}",
        "parent outside": "" if os.getppid() == 0 else f"parent {os.getppid()}",
        "signal to all": _refused(lambda: os.kill(-1, 0)),
        "environment of process 1": _refused(lambda: os.open("/proc/1/environ", 0)),
        "uncover /proc": _refused(lambda: _LIBC.umount2(b"/proc", 2)),
        "mount": _refused(lambda: _LIBC.mount(b"t", b"/tmp", b"tmpfs", 0, None)),
        "become root": _refused(lambda: os.setuid(0)),
        "host files": " ".join(path for path in facts["host"] if os.path.lexists(path)),
    }


def attempt(facts: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Try everything; return by level and name what went through, ``""`` for a refusal."""
    levels = {"1": _level_1(facts), "2": _level_2(facts), "3": _level_3(facts)}
    # Last, as they leave processes behind on purpose.
    levels["0"] = {**_level_0(), "daemon": _daemon()}
    levels["3"]["fork herd"] = _herd(facts["processes"])
    return levels
