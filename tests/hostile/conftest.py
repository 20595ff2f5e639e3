"""The arena of hostile submissions: one sandbox, and watches on everything outside of it."""

import os
import secrets
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader
from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import AnswerError
from grader.sandbox.launcher import Run, Sandbox
from grader.sandbox.meter import tree
from grader.sandbox.outcome import Cell, Collect, Job, RunOutcome

RIGHT, EMPTY = encode(42), encode([])
TARGET = Collect(exercise="target", kind="number")
LOOT = Collect(exercise="loot", kind="list", variable="loot")


def outcome_of(outcome: RunOutcome, exercise: str = "target") -> str:
    """Return what the run alone decides, by the table of docs/sandbox.md."""
    if exercise in outcome.forged:
        return "SV"
    for cell in outcome.cells:
        if cell.error and exercise in cell.exercises:
            names = {"NotImplementedError": "NA", "MemoryError": "MLE"}
            return names.get(cell.error[0], "RTE")
    frame = outcome.frames.get(exercise)
    if frame is None:
        early = outcome.ended is not None and outcome.at in ("", exercise)
        return str(outcome.ended) if early else "NA"
    if frame.refused:
        return "LE" if frame.too_large else "FE"
    return "NA" if frame.absent else _read(frame.answer or b"")


def _read(answer: bytes) -> str:
    if answer == RIGHT:
        return "ok"
    try:
        decode(answer)
    except AnswerError:
        return "FE"
    return "wrong"


class Watch:
    """Things on the host that a submission must not reach or change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.canary = folder / "canary"
        self.canary.write_text("host secret")
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(self.tcp.getsockname())
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract_name = f"qskills-{secrets.token_hex(6)}"
        self.abstract.bind("\0" + self.abstract_name)
        for end in (self.unix, self.abstract):
            end.listen()
        self.sockets = (self.tcp, self.unix, self.abstract)
        for end in (*self.sockets, self.udp):
            end.setblocking(False)

    def close(self) -> None:
        for end in (*self.sockets, self.udp):
            end.close()

    def check(self) -> None:
        for end in self.sockets:
            with pytest.raises(BlockingIOError):
                end.accept()
        with pytest.raises(BlockingIOError):
            self.udp.recv(10)
        assert self.canary.read_text() == "host secret"
        assert sorted(path.name for path in self.folder.iterdir()) == ["canary", "socket"]


class Arena:
    """Runs attacks and checks that nothing outside of the sandbox has changed."""

    def __init__(self, sandbox: Sandbox, watch: Watch) -> None:
        self.sandbox = sandbox
        self.watch = watch
        assert sandbox.isolation.level >= 3
        self.honest()
        self.begin()

    def begin(self) -> None:
        """Remember how things are, once they are quiet: other tests keep things of their own."""
        self.before: dict[str, object] = {}
        until = time.monotonic() + 5
        while (now := self.state()) != self.before and time.monotonic() < until:
            self.before = now
            time.sleep(0.05)

    def job(self, sources: list[str], collect: tuple[Collect, ...], **limits: float) -> Job:
        nonce = secrets.token_hex(16)
        fill = {
            "CANARY": self.watch.canary,
            "PORT": self.watch.tcp.getsockname()[1],
            "UNIX": self.watch.folder / "socket",
            "ABSTRACT": self.watch.abstract_name,
            "PID": os.getpid(),
            "NONCE": nonce,
            "PACKAGE": Path(grader.__file__).parent,
            "CHECKOUT": Path(grader.__file__).parent.parent,
        }
        cells = []
        for index, source in enumerate(sources):
            for name, value in fill.items():
                source = source.replace(f"@{name}@", str(value))
            cells.append(Cell(source=source, index=index, exercises=("target",)))
        cells.append(Cell(source="", index=len(cells), exercises=("target",), collect=collect))
        return Job(cells=tuple(cells), nonce=nonce, **{"wall_s": 20.0, **limits})  # type: ignore[arg-type]

    def run(self, sources: list[str], *more: Collect, **limits: float) -> Run:
        return self.sandbox.run(self.job(sources, (TARGET, LOOT, *more), **limits))

    def honest(self) -> None:
        before = time.monotonic()
        with self.run(["answer = 6 * 7\nloot = []"]) as run:
            assert outcome_of(run.outcome) == "ok", run.outcome
            assert run.outcome.ended is None
            assert run.outcome.frames["loot"].answer == EMPTY
        # About 0.05 s on an idle host; on a busy one all takes longer by the same factor.
        self.lag_s = 10 * (time.monotonic() - before)

    def state(self) -> dict[str, object]:
        """Return what must be the same before and after a submission."""
        worker = self.sandbox._worker
        assert worker is not None
        return {
            "worker": id(worker),
            "processes": sorted(tree(worker._process.pid)),
            "of the user": _of_user(worker.uid) if os.geteuid() == 0 else [],
            "mounts": Path("/proc/self/mounts").read_text(),
            "segments": _segments(worker.uid),
            "descriptors": len(os.listdir("/proc/self/fd")),
            "threads": len(os.listdir("/proc/self/task")),
        }

    def check(self) -> None:
        """Check the invariants that hold whatever the attack was."""
        until = time.monotonic() + 2
        while (now := self.state()) != self.before and time.monotonic() < until:
            time.sleep(0.02)
        assert now == self.before
        self.watch.check()
        self.honest()


def _segments(uid: int) -> list[str]:
    """Return the System V segments of a user; others' programs come and go."""
    rows = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return [row for row in rows if row.split()[7] == str(uid)]


def _of_user(uid: int) -> list[int]:
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.stat(f"/proc/{name}").st_uid == uid:
                    found.append(int(name))
            except OSError:
                continue
    return sorted(found)


@pytest.fixture
def arena(lasting_arena: Arena) -> Arena:
    lasting_arena.begin()
    return lasting_arena


@pytest.fixture(scope="session")
def lasting_arena() -> Iterator[Arena]:
    with tempfile.TemporaryDirectory(prefix="qskills-hostile-") as name, Sandbox() as sandbox:
        folder = Path(name)
        folder.chmod(0o755)
        watch = Watch(folder)
        try:
            yield Arena(sandbox, watch)
        finally:
            watch.close()


@pytest.fixture(scope="session")
def verdict_of() -> object:
    return outcome_of
