"""A zygote and the bubblewrap around it, as the host sees them: start, hand over jobs, stop."""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import grader
from grader.errors import SandboxBroken, SandboxUnavailable
from grader.sandbox import staging
from grader.sandbox.cgroup import Group
from grader.sandbox.policy import Policy
from grader.sandbox.seccomp import compile_filter
from grader.sandbox.view import ENVIRONMENT, HOME, View, make_view

__all__ = ["BWRAP_CURE", "Worker", "memory_file"]

BWRAP_CURE = "install bubblewrap: sudo apt-get install bubblewrap (or: sudo dnf install bubblewrap)"
_START_S = 120.0
_UIDS = 1000
_LOG_BYTES = 4096


def memory_file(data: bytes) -> int:
    """Return a descriptor of a file in memory that holds `data`, at its start."""
    fd = os.memfd_create("qskills", os.MFD_CLOEXEC)
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


class Worker:
    """One warm zygote.

    Attributes:
        uid: The unprivileged user id that it runs as on the host.
        jobs: Submissions it was given so far.
        started: When it was started, on the monotonic clock.
        group: Its control group, ``None`` where the host does not let us have one.
    """

    def __init__(self, policy: Policy) -> None:
        """Start a zygote; it gets ready in the background.

        Raises:
            SandboxUnavailable: If bubblewrap is not installed.
        """
        bwrap = shutil.which("bwrap", path=os.environ.get("PATH", "/usr/bin:/bin"))
        if bwrap is None:
            raise SandboxUnavailable(f"the program bwrap is missing; {BWRAP_CURE}")
        self.policy = policy
        self.jobs = 0
        self.started = time.monotonic()
        self._ready = False
        self._init: int | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - as long-lived as we are
        self.group = Group.make() if policy.cgroup else None
        self._claim, self.uid = _claim_uid(policy)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        info_read, info_write = os.pipe()
        fds: list[int] = [theirs.fileno(), info_write]
        try:
            view = make_view(policy)
            setup = memory_file(_setup(policy, view))
            fds.append(setup)
            arguments = [bwrap, *_arguments(view, fds, info_write, self._staged(view))]
            arguments += ["--", view.python, "-s", "-P", "-B", "-m", "grader.sandbox.zygote"]
            arguments += [str(theirs.fileno()), str(setup)]
            self._process = self._spawn(arguments, view, fds)
        except BaseException:
            os.close(info_read)
            self._release()
            raise
        finally:
            theirs.close()
            for fd in fds[1:]:
                os.close(fd)
        self._info = info_read

    def _staged(self, view: View) -> str:
        if self._claim is None:
            return ""
        return staging.place_for([str(source) for source, _ in view.binds])

    def _spawn(self, arguments: list[str], view: View, fds: list[int]) -> "subprocess.Popen[bytes]":
        if self._claim is not None:
            plan = {
                "sources": [str(source) for source, _ in view.binds],
                "place": self._staged(view),
                "uid": self.uid,
                "argv": arguments,
            }
            fds.append(memory_file(json.dumps(plan).encode()))
            root = str(Path(grader.__file__).resolve().parent.parent)
            start = (
                f"import sys; sys.path.insert(0, {root!r}); "
                f"from grader.sandbox.staging import main; main({fds[-1]})"
            )
            arguments = [sys.executable, "-I", "-S", "-B", "-c", start]
        return subprocess.Popen(  # noqa: S603 - arguments are our own
            arguments,
            pass_fds=fds,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            cwd="/",
        )

    @property
    def stale(self) -> bool:
        """Whether it is time for a new one."""
        age = time.monotonic() - self.started
        return self.jobs >= self.policy.recycle_jobs or age >= self.policy.recycle_s

    def ready(self, timeout_s: float = _START_S) -> bool:
        """Wait until the zygote is warm.

        Raises:
            SandboxUnavailable: If it did not start; the message holds the end of its log.
        """
        if self._ready:
            return True
        answer = select.poll()
        answer.register(self._control, select.POLLIN)
        if not answer.poll(timeout_s * 1000):
            return False
        try:
            claim = json.loads(self._control.recv(4096) or b"{}")
        except OSError:
            claim = {}
        if claim.get("ready") is not True:
            raise SandboxUnavailable(_explain(self._log_end(), claim))
        self._init = os.pidfd_open(json.loads(os.read(self._info, 4096))["child-pid"])
        self._ready = True
        return True

    def submit(self, fds: Sequence[int]) -> None:
        """Hand the descriptors of one job to the zygote.

        Raises:
            SandboxBroken: If the zygote is gone.
        """
        self.jobs += 1
        try:
            socket.send_fds(self._control, [b"job"], fds)
        except OSError as error:
            raise SandboxBroken(f"the zygote is gone: {error}") from error

    def prepare(self, memory_mib: int) -> None:
        """Set the control group's limits for the next submission."""
        if self.group is not None:
            self.group.start(memory_mib + self.policy.tmp_mib, self.policy.processes)

    def enter(self, pid: int) -> None:
        """Put a child where it is metered, before it runs anything of the learner's."""
        if self.group is not None:
            self.group.enter(pid)

    def close(self) -> None:
        """End the zygote and all that it started; returns when they are gone."""
        self._control.close()
        if self._init is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._init, signal.SIGKILL)
            os.close(self._init)
            self._init = None
        else:
            self._process.kill()
        self._process.wait()
        if self._info >= 0:
            os.close(self._info)
            self._info = -1
        self._release()

    def _release(self) -> None:
        self._log.close()
        if self.group is not None:
            self.group.close()
        if self._claim is not None:
            self._claim.close()

    def _log_end(self) -> str:
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - _LOG_BYTES))
        return self._log.read().decode("utf-8", "replace").strip()


def _setup(policy: Policy, view: View) -> bytes:
    """Return what the zygote is told at its start: one line of JSON and the seccomp filter."""
    try:
        program, _ = compile_filter()
    except ImportError:
        program = b""  # the self-test will find that level 1 is missing
    options: dict[str, Any] = {
        "namespaces": True,
        "home": HOME,
        "read": view.read,
        "magics": sorted(policy.magics),
        "shell": policy.shell,
        "processes": policy.processes,
        "open_files": policy.open_files,
        "file_mib": policy.file_mib,
        "tmp_mib": policy.tmp_mib,
        "tmp_files": policy.tmp_files,
        "address_space_mib": policy.address_space_mib,
    }
    return json.dumps(options).encode() + b"\n" + program


def _arguments(view: View, fds: list[int], info: int, staged: str) -> list[str]:
    """Return bubblewrap's arguments; the descriptors of files to copy are added to `fds`."""
    arguments = ["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    arguments += ["--unshare-uts", "--unshare-cgroup-try", "--uid", "1000", "--gid", "1000"]
    arguments += ["--hostname", "sandbox", "--info-fd", str(info)]
    for number, (source, inside) in enumerate(view.binds):
        arguments += ["--ro-bind", f"{staged}/{number}" if staged else str(source), inside]
    for target, inside in view.links:
        arguments += ["--symlink", target, inside]
    for path, folder in view.covers:
        arguments += ["--tmpfs", path] if folder else ["--ro-bind", "/dev/null", path]
    for path, content in view.files:
        fds.append(memory_file(content))
        arguments += ["--perms", "0444", "--file", str(fds[-1]), path]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--remount-ro", "/"]  # noqa: S108
    arguments += ["--chdir", "/", "--clearenv"]
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(view.python_path)}
    for name, value in environment.items():
        arguments += ["--setenv", name, value]
    return [*arguments, "--new-session", "--cap-drop", "ALL"]


def _claim_uid(policy: Policy) -> tuple[socket.socket | None, int]:
    """Return an unprivileged user id that no other worker of this host uses.

    Only root can and must change: the claim is an abstract socket, which vanishes with us.
    """
    if os.geteuid() != 0:
        return None, os.geteuid()
    for uid in range(policy.first_uid, policy.first_uid + _UIDS):
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            claim.bind(f"\0qskills-uid-{uid}")
        except OSError:
            claim.close()
            continue
        return claim, uid
    raise SandboxUnavailable(f"all user ids from {policy.first_uid} on are taken by workers")


def _explain(log: str, claim: dict[str, Any]) -> str:
    """Return cause and cure of a zygote that did not start."""
    if claim.get("threads", 1) != 1:
        return f"the zygote has {claim['threads']} threads and cannot be forked; report this"
    if "namespace" in log or "Operation not permitted" in log or "setting up uid map" in log:
        cure = (
            "allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000 "
            "kernel.apparmor_restrict_unprivileged_userns=0 (in Docker: --security-opt "
            "seccomp=unconfined --security-opt systempaths=unconfined)"
        )
        return f"bubblewrap cannot make namespaces here; {cure}. It said: {log[-600:]}"
    return f"the sandbox did not start; it said: {log[-1500:] or 'nothing'}"
