"""The few kernel calls that Python does not wrap, through ctypes, each result checked.

Needs no system call numbers per machine: what glibc lacks (Landlock) has the same number on all.
"""

import ctypes
import math
import os
import resource

__all__ = [
    "NAMESPACES",
    "bind",
    "die_with_parent",
    "drop_capabilities",
    "landlock",
    "landlock_abi",
    "load_seccomp",
    "make_private",
    "mount_tmpfs",
    "no_new_privileges",
    "set_cpu_limit",
    "set_limit",
    "unshare",
    "write_id_maps",
]

_LIBC = ctypes.CDLL(None, use_errno=True)

NAMESPACES = {
    "mnt": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_BIND, _MS_REC, _MS_PRIVATE = 1, 2, 4, 4096, 16384, 1 << 18
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 22, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(names: tuple[str, ...]) -> None:
    """Enter new namespaces of these kinds; a new pid namespace holds for children only.

    Raises:
        OSError: If the kernel refuses.
    """
    flags = sum(NAMESPACES[name] for name in names)
    _check(_LIBC.unshare(ctypes.c_int(flags)), "unshare")


def write_id_maps(uid: int, gid: int) -> None:
    """Map `uid` and `gid`, as they were before the user namespace, to themselves.

    Raises:
        OSError: If the kernel refuses; an unclosed file object would swallow that.
    """
    lines = (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1"))
    for name, line in lines:
        fd = os.open(f"/proc/self/{name}", os.O_WRONLY)
        try:
            os.write(fd, line.encode())
        finally:
            os.close(fd)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str) -> None:
    result = _LIBC.mount(
        source.encode() if source else None,
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        data.encode() if data else None,
    )
    _check(result, f"mount {target}")


def make_private() -> None:
    """Stop mounts from spreading to and from other mount namespaces."""
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE, "")


def mount_tmpfs(target: str, options: str, *, writable: bool) -> None:
    """Cover `target` with an empty file system in memory."""
    flags = _MS_NOSUID | _MS_NODEV | (0 if writable else _MS_RDONLY)
    _mount("tmpfs", target, "tmpfs", flags, options)


def bind(source: str, target: str) -> None:
    """Show `source` with all that is mounted below it at `target` as well."""
    _mount(source, target, None, _MS_BIND | _MS_REC, "")


def set_limit(name: str, soft: int, hard: int | None = None) -> None:
    """Set one resource limit, e.g. ``"NPROC"``, never above the present hard one."""
    kind = getattr(resource, f"RLIMIT_{name}")
    ceiling = resource.getrlimit(kind)[1]
    hard = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def set_cpu_limit(cpu_s: float) -> None:
    """Set the backstop behind the supervisor's own limit of `cpu_s` CPU seconds.

    It is a quarter above: the kernel counts ticks, which on a busy machine run ahead of the time
    that was really used, and the supervisor, who counts exactly and says why, must come first.
    """
    seconds = math.ceil(1.25 * cpu_s) + 1
    set_limit("CPU", seconds, seconds + 1)


def die_with_parent() -> None:
    """Ask for SIGKILL when the parent thread ends."""
    _check(_LIBC.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0), "PR_SET_PDEATHSIG")


def no_new_privileges() -> None:
    """Make set-uid programs and file capabilities powerless from here on."""
    _check(_LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS")


class _CapHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def drop_capabilities() -> None:
    """Give up every capability, those that could be gained later included."""
    for capability in range(64):
        if _LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break  # the last one that this kernel knows, or no right to drop
    header = _CapHeader(_CAPABILITY_VERSION_3, 0)
    _check(_LIBC.capset(ctypes.byref(header), (ctypes.c_uint32 * 6)()), "capset")
    _LIBC.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def load_seccomp(program: bytes) -> None:
    """Load a compiled seccomp filter into this process, for good.

    Raises:
        OSError: If the kernel refuses.
    """
    buffer = ctypes.create_string_buffer(program, len(program))
    header = _FilterProgram(len(program) // 8, ctypes.addressof(buffer))
    _check(_LIBC.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(header), 0, 0), "seccomp")


class _RulesetAttr(ctypes.Structure):
    _fields_ = (
        ("filesystem", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("access", ctypes.c_uint64), ("fd", ctypes.c_int32))


_EXECUTE, _WRITE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE = 1 << 14
# Not on /tmp: character devices (6), sockets (9), fifos (10), block devices (11), ioctl (15).
_NO_NODES = (1 << 6) | (1 << 9) | (1 << 10) | (1 << 11) | (1 << 15)


def landlock_abi() -> int:
    """Return the version of Landlock that the kernel speaks, 0 for none."""
    version: int = _LIBC.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return max(0, version)


def _filesystem_rights(abi: int) -> int:
    rights = (1 << 13) - 1
    for version, bit in ((2, 13), (3, 14), (5, 15)):
        if abi >= version:
            rights |= 1 << bit
    return rights


def landlock(read: tuple[str, ...], write: tuple[str, ...]) -> int:
    """Add a Landlock layer: these paths and no others, no TCP, no signals outwards.

    Args:
        read: Paths that may be read, listed and executed.
        write: Folders that may be written as well, and devices that may be written.

    Returns:
        The version found; 0 means that the kernel has no Landlock and nothing was done.
    """
    abi = landlock_abi()
    if abi == 0:
        return 0
    rights = _filesystem_rights(abi)
    attr = _RulesetAttr(rights, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _check(
        _LIBC.syscall(_LANDLOCK_CREATE, ctypes.byref(attr), ctypes.c_size_t(size), 0), "landlock"
    )
    try:
        for path in read:
            _allow(ruleset, path, (_EXECUTE | _READ_FILE | _READ_DIR) & rights)
        for path in write:
            _allow(ruleset, path, rights & ~_NO_NODES)
        _check(_LIBC.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock_restrict_self")
    finally:
        os.close(ruleset)
    return abi


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):  # a file takes no rights that concern folders
            access &= _EXECUTE | _WRITE | _READ_FILE | _TRUNCATE
        rule = _PathRule(access, fd)
        _check(_LIBC.syscall(_LANDLOCK_ADD, ruleset, 1, ctypes.byref(rule), 0), f"landlock {path}")
    finally:
        os.close(fd)
