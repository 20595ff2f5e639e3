"""Prove the isolation level by trying to break out, not by reading version numbers."""

import hashlib
import inspect
import json
import os
import platform
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grader
from grader.answer.encode import encode
from grader.errors import SandboxBroken
from grader.sandbox import kernel, probes
from grader.sandbox.outcome import Cell, Collect, Isolation, Job
from grader.sandbox.policy import Policy
from grader.sandbox.seccomp import compile_filter
from grader.sandbox.view import ENVIRONMENT
from grader.sandbox.worker import BWRAP_CURE
from grader.verdict import Outcome

if TYPE_CHECKING:
    from grader.sandbox.launcher import Run, Sandbox

__all__ = ["Probe", "forget", "prove", "proved", "requirements"]

_LATE_S = 10.0  # a busy host is no lower level
_DAY_S = 86_400.0
_SPACES = ("user", "pid", "net", "mnt", "ipc", "uts")
_ONE_AT_A_TIME = threading.Lock()
_HOST_FILES = (
    *("/etc/passwd", "/etc/shadow", "/etc/hostname", "/var/log", "/boot", "/sys/kernel", "/run"),
    *("/proc/1/root", "/proc/self"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One attempt: `fault` is empty if it was refused or contained, as it must be."""

    level: int
    name: str
    fault: str = ""


def requirements() -> list[tuple[str, bool, str]]:
    """Return what the host must have: name, whether it is there, and the command that cures it."""
    return [
        ("Linux", sys.platform == "linux", "use Linux, or a Linux virtual machine (WSL2, Lima)"),
        ("bubblewrap", shutil.which("bwrap") is not None, BWRAP_CURE),
        (
            "libseccomp",
            _has_seccomp(),
            "sudo apt-get install libseccomp2 (or: sudo dnf install libseccomp); "
            "pip install pyseccomp",
        ),
        ("user namespaces", _has_user_namespaces(), _USERNS_CURE),
        (
            "Landlock",
            sys.platform == "linux" and kernel.landlock_abi() > 0,
            "add landlock to the kernel's lsm= option (Linux 5.13 or later); level 3 works without",
        ),
    ]


_USERNS_CURE = (
    "sudo sysctl -w user.max_user_namespaces=15000; on Ubuntu 24.04 and later also: "
    "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; on old Debian: "
    "sudo sysctl -w kernel.unprivileged_userns_clone=1; in Docker: --security-opt "
    "seccomp=unconfined --security-opt systempaths=unconfined"
)


def _has_seccomp() -> bool:
    try:
        compile_filter()
    except ImportError:
        return False
    return True


def _has_user_namespaces() -> bool:
    """Try it in a fork: a fork has one thread, and what it enters dies with it."""
    if sys.platform != "linux":
        return False
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setresuid(65534, 65534, 65534)
            kernel.unshare(("user", "pid", "mnt"))
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def prove(sandbox: "Sandbox") -> tuple[Isolation, tuple[Probe, ...]]:
    """Attack a sandbox of our own and return the level that held, with the report.

    Raises:
        SandboxUnavailable: If the sandbox does not even start.
    """
    report = (*_from_inside(sandbox), *_limits(sandbox))
    failed = {probe.level for probe in report if probe.fault}
    reached = max(probe.level for probe in report)
    level = min(failed, default=reached + 1) - 1
    text = json.dumps([[probe.level, probe.name, probe.fault] for probe in report])
    features = {
        "landlock": kernel.landlock_abi(),
        "seccomp": int(1 not in failed),
        "userns": int(3 not in failed),
        "cgroup": int(reached >= 4 and 4 not in failed),
        "root": int(os.geteuid() == 0),
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Isolation(level=max(0, level), features=features, selftest=digest), report


def _job(cells: Sequence[Cell], **limits: Any) -> Job:  # noqa: ANN401 - numbers of Job
    return Job(cells=tuple(cells), nonce=secrets.token_hex(16), **limits)


def _from_inside(sandbox: "Sandbox") -> Iterator[Probe]:
    with tempfile.TemporaryDirectory(prefix="qskills-canary-") as folder:
        canary = Path(folder) / "canary"
        canary.write_text("secret")
        facts = _facts(sandbox.policy, canary)
        source = inspect.getsource(probes) + f"\nanswer = attempt({facts!r})\n"
        hold = "def hold(mib):\n    return len(bytearray(mib << 20))\n"
        cells = (
            Cell(source=source, collect=(Collect(exercise="probes", kind="dict"),)),
            Cell(
                source=hold, collect=(Collect(exercise="hold", kind="function", variable="hold"),)
            ),
        )
        with sandbox.run_unproved(_job(cells, call_s=10.0)) as run:
            frame = run.outcome.frames.get("probes")
            if frame is None or frame.answer is None:
                why = next((f"{c.error}" for c in run.outcome.cells if c.error), run.outcome.ended)
                raise SandboxBroken(f"the self-test did not finish: {why}")
            yield from _claims(frame.answer)
            yield from _seen(run)
            pids = run.pids()
            yield from _grouped(run, pids)
        yield Probe(level=0, name="nothing is left", fault=_alive(pids))
        if not canary.exists():
            yield Probe(level=2, name="canary", fault="the canary is gone")


def _facts(policy: Policy, canary: Path) -> dict[str, Any]:
    package = Path(grader.__file__).resolve().parent
    return {
        "environment": sorted(ENVIRONMENT),
        "landlock": kernel.landlock_abi(),
        "processes": policy.processes,
        "canaries": [str(canary), str(Path.home() / ".profile"), str(package / "pipeline.py")],
        "write": ["/v/x", "/q/x", "/usr/x", "/x", "/dev/shm/x", "/proc/x"],  # noqa: S108
        "host": [*_HOST_FILES, str(canary)],
    }


def _claims(answer: bytes) -> Iterator[Probe]:
    """Read the probes' own report: ``{level: {name: fault}}`` as ``qans/1``."""
    for level, names in json.loads(answer)["v"]["v"]:
        for name, fault in names["v"]:
            yield Probe(level=int(level), name=name, fault=fault)


def _seen(run: "Run") -> Iterator[Probe]:
    """Look at the living sandbox from outside."""
    pids = run.pids()
    own = {space: os.readlink(f"/proc/self/ns/{space}") for space in _SPACES}
    shared, roots = set(), 0
    for pid in pids:
        try:
            shared |= {s for s in _SPACES if os.readlink(f"/proc/{pid}/ns/{s}") == own[s]}
            roots += os.stat(f"/proc/{pid}").st_uid == 0
        except OSError:
            continue
    if not pids:
        shared = set(_SPACES)  # nothing to look at proves nothing
    yield Probe(level=3, name="namespaces", fault=f"shared: {sorted(shared)}" if shared else "")
    yield Probe(level=3, name="unprivileged user", fault=f"{roots} of root" if roots else "")


def _grouped(run: "Run", pids: frozenset[int]) -> Iterator[Probe]:
    """Let the control group, where there is one, stop memory before the meter does."""
    group = run.group
    if group is None:
        yield Probe(level=4, name="control group", fault="the host does not let us have one")
        return
    outside = sorted(pid for pid in pids if not group.holds(pid))
    yield Probe(level=4, name="control group", fault=f"outside: {outside}" if outside else "")
    group.tighten(160)
    call = run.call("hold", encode((320,)))
    fault = "" if group.out_of_memory else f"320 MiB went through: {call}"
    yield Probe(level=4, name="memory of the group", fault=fault)


def _alive(pids: frozenset[int]) -> str:
    until = time.monotonic() + _LATE_S
    left = set(pids)
    while left and time.monotonic() < until:
        left = {pid for pid in left if os.path.exists(f"/proc/{pid}")}
        time.sleep(0.01)
    return f"processes {sorted(left)}" if left else ""


_UNSEEN = """
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _ in range(12):
    if os.fork() == 0:
        while time.process_time() < 0.03:
            pass
        os._exit(0)
    time.sleep(0.04)
"""


def _unseen_cpu(sandbox: "Sandbox") -> Probe:
    """Burn 0.36 s in processes that nobody waits for."""
    with sandbox.run_unproved(_job((Cell(source=_UNSEEN),))) as run:
        used = run.usage.cpu_s
    return Probe(level=4, name="unseen CPU", fault="" if used >= 0.3 else f"{used:.2f} s seen")


def _limits(sandbox: "Sandbox") -> Iterator[Probe]:
    cases = (
        ("spin", "while True:\n    pass", {"wall_s": 0.5}, Outcome.TIME_LIMIT_EXCEEDED),
        (
            "print for ever",
            "import os\nwhile True:\n    os.write(1, b'x' * 65536)",
            {"wall_s": 5.0},
            Outcome.OUTPUT_LIMIT_EXCEEDED,
        ),
    )
    for name, source, limits, wanted in cases:
        before = time.monotonic()
        with sandbox.run_unproved(_job((Cell(source=source),), **limits)) as run:
            ended = run.outcome.ended
        late = time.monotonic() - before > limits["wall_s"] + _LATE_S
        fault = "" if ended is wanted and not late else f"ended as {ended}"
        yield Probe(level=0, name=name, fault=fault)
    if sandbox.policy.cgroup:
        yield _unseen_cpu(sandbox)


# ---------------------------------------------------------------------------------------- cache
def proved(sandbox: "Sandbox") -> tuple[Isolation, str]:
    """Return the isolation, from a proof of today if there is one, and what would raise it."""
    with _ONE_AT_A_TIME:
        path = _cache_folder(sandbox.policy) / f"isolation-{_key(sandbox.policy)}.json"
        known = _read(path)
        if known is not None:
            return known
        isolation, report = prove(sandbox)
        cure = _cure(report)
        _write(path, isolation, cure)
        return isolation, cure


def forget(policy: Policy | None = None) -> None:
    """Drop the proofs that are kept, so that the next use proves again."""
    for path in _cache_folder(policy or Policy()).glob("isolation-*.json"):
        path.unlink(missing_ok=True)


def _cache_folder(policy: Policy) -> Path:
    return policy.cache or Path.home() / ".cache" / "qskills"


def _key(policy: Policy) -> str:
    """Hash all that a proof depends on: kernel, boot, Python, our own code and the policy."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    parts = [boot.read_text() if boot.exists() else "", platform.release(), sys.version]
    parts += [sys.prefix, grader.__version__, policy.digest(), str(os.geteuid())]
    parts += [shutil.which("bwrap") or ""]
    digest = hashlib.sha256("\0".join(parts).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _read(path: Path) -> tuple[Isolation, str] | None:
    try:
        if path.stat().st_uid != os.geteuid():
            return None
        data = json.loads(path.read_text(encoding="utf-8"))
        fresh = 0 <= time.time() - data["at"] < _DAY_S
        isolation = Isolation(
            level=data["level"], features=data["features"], selftest=data["selftest"]
        )
        return (isolation, str(data["cure"])) if fresh else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, isolation: Isolation, cure: str) -> None:
    data = {**isolation.to_json(), "cure": cure, "at": time.time()}
    temporary = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_text(json.dumps(data), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return  # a proof that cannot be kept is made again


def _cure(report: Sequence[Probe]) -> str:
    faults = [f"{probe.name}: {probe.fault}" for probe in report if probe.fault]
    if all(probe.level == 4 for probe in report if probe.fault):
        return "level 4 needs a control group: root with version 1, or systemd's Delegate=yes"
    cures = [f"{name} is missing: {cure}" for name, ok, cure in requirements() if not ok]
    text = "; ".join([*cures, *(["the self-test found " + ", ".join(faults)] if faults else [])])
    return text or "see docs/sandbox.md for what each level needs"
