"""Run JupyterLab and other servers as children, and leave no process behind.

A server's children (kernels live in sessions of their own) carry a mark in their environment, by
which they are found at the end, also when the server itself has died before them.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from grader.errors import GraderError
from grader.jupyter.config import ServerHome
from grader.jupyter.process import child_environment, die_with_parent

__all__ = [
    "ServeFailed",
    "Service",
    "descendants",
    "free_port",
    "jupyter_service",
    "marked",
    "running",
    "serve",
]

LOOPBACK = "127.0.0.1"
_GRACE_S = 8.0
_MARK = "QSKILLS_SERVED_BY"


class ServeFailed(GraderError):
    """A server did not start, or ended by itself; the message names its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One server to run.

    Attributes:
        name: What it is called in messages, e.g. ``"JupyterLab"``.
        command: Program and arguments.
        address: What a user opens, token included; empty: nothing for users.
        probe: Address that answers below 500 when the server is ready.
        log: File that takes its output.
        folder: Where it starts; left out, here.
        environment: Variables beside those of this process.
    """

    name: str
    command: Sequence[str]
    address: str
    probe: str
    log: Path
    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def free_port(wanted: int = 0) -> int:
    """Return a free port of the loopback interface.

    Args:
        wanted: Preferred port; another one is taken where it is in use.
    """
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((LOOPBACK, port))
            return int(probe.getsockname()[1])
    raise ServeFailed("no free port on 127.0.0.1")


def jupyter_service(
    home: ServerHome, *, port: int = 0, open_at: str = "lab", name: str = "JupyterLab"
) -> Service:
    """Describe a JupyterLab server for a learner or an instructor.

    Args:
        home: From `learner_home` or `instructor_home`.
        port: Preferred port.
        open_at: Path below the server's address, e.g. ``"formgrader"``.
        name: Shown in messages.
    """
    port = free_port(port)
    token = secrets.token_hex(24)
    root = f"http://{LOOPBACK}:{port}"
    options = {
        "ServerApp.ip": LOOPBACK,
        "ServerApp.port": str(port),
        "ServerApp.port_retries": "0",
        "ServerApp.root_dir": str(home.root),
        "ServerApp.open_browser": "False",
        # Root happens in containers; elsewhere the option changes nothing.
        "ServerApp.allow_root": str(os.geteuid() == 0),
    }
    return Service(
        name=name,
        command=[
            *(sys.executable, "-m", "jupyterlab"),
            *(f"--{key}={value}" for key, value in options.items()),
        ],
        address=f"{root}/{open_at}?token={token}",
        probe=f"{root}/login",
        log=home.folder / "server.log",
        folder=home.root,
        # By variable: other accounts of the machine can read command lines.
        environment={**home.environment, "JUPYTER_TOKEN": token},
    )


def serve(
    services: Sequence[Service],
    *,
    announce: Callable[[Service], None],
    ready_s: float = 60.0,
) -> None:
    """Run servers until an interrupt (Ctrl-C), a request to terminate, or the end of one of them.

    Args:
        services: What to run.
        announce: Called once for each when all are ready.
        ready_s: How long to wait for that.

    Raises:
        ServeFailed: If one does not start, or ends by itself.
    """
    stop = threading.Event()

    def asked(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with running(services, ready_s=ready_s, stop=stop) as children:
            if not stop.is_set():
                for service in services:
                    announce(service)
            while not stop.wait(0.5):
                _check_alive(children)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def running(
    services: Sequence[Service], *, ready_s: float = 60.0, stop: threading.Event | None = None
) -> Iterator[Mapping[str, subprocess.Popen[bytes]]]:
    """Start servers, wait until they answer, and end them and all they started on leaving.

    Raises:
        ServeFailed: If one does not answer in time or ends.
    """
    mark = f"{_MARK}={secrets.token_hex(16)}"
    children: dict[str, subprocess.Popen[bytes]] = {}
    logs = {service.name: service.log for service in services}
    with ExitStack() as cleanup:
        cleanup.callback(_end, children, mark)
        for service in services:
            service.log.parent.mkdir(parents=True, exist_ok=True)
            log = cleanup.enter_context(service.log.open("wb"))
            children[service.name] = subprocess.Popen(  # noqa: S603 - commands of ours
                list(service.command),
                cwd=service.folder,
                env=child_environment({**service.environment, **dict([mark.split("=")])}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches this process only, which then ends the servers in order.
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        deadline = time.monotonic() + ready_s
        for service in services:
            while not _answers(service.probe):
                _check_alive(children, logs)
                if stop is not None and stop.is_set():
                    break
                if time.monotonic() > deadline:
                    raise ServeFailed(
                        f"{service.name} did not answer within {ready_s:.0f} s; see {service.log}"
                    )
                time.sleep(0.2)
        yield children


def _check_alive(
    children: Mapping[str, subprocess.Popen[bytes]], logs: Mapping[str, Path] | None = None
) -> None:
    for name, child in children.items():
        status = child.poll()
        if status is not None:
            log = (logs or {}).get(name)
            where = f"; see {log}" if log else ""
            raise ServeFailed(f"{name} ended with status {status}{where}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - an address of ours
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _end(children: Mapping[str, subprocess.Popen[bytes]], mark: str) -> None:
    """Ask the servers to stop (they end their kernels), then kill what is left of theirs."""
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + _GRACE_S
    for child in children.values():
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
    # Again and again: one that is being killed may have started another one just before.
    for _ in range(50):
        left = marked(mark)
        if not left:
            break
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for child in children.values():
            child.poll()
        time.sleep(0.1)
    for child in children.values():
        child.wait()


def marked(mark: str) -> list[int]:
    """Return the living processes whose environment holds `mark` (``NAME=value``; Linux)."""
    wanted = mark.encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return [pid for pid in found if _state_and_parent(pid)[0] != "Z"]


def descendants(pid: int) -> list[int]:
    """Return the living processes below `pid`, parents before children (Linux; else none)."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        state, parent = _state_and_parent(int(entry.name))
        if state != "Z":
            below.setdefault(parent, []).append(int(entry.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = below.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def _state_and_parent(pid: int) -> tuple[str, int]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "Z", 0
    # The program's name stands in brackets and may hold anything, brackets included.
    fields = text.rpartition(")")[2].split()
    return fields[0], int(fields[1])
