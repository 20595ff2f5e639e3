"""The intake side of nbgrader's exchange: what arrived, and what is placed for recording.

Learners may write to the exchange, so nothing found there is trusted: no link is followed, no
device opened, each file is read once, and every name must be one that the course has.
"""

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.catalog import Course
from grader.errors import UsageError
from grader.results.records import Arrival

__all__ = ["MAX_NOTEBOOK_BYTES", "Arrived", "Refused", "arrivals", "secret_of"]

MAX_NOTEBOOK_BYTES = 50 * 1024 * 1024
MAX_FOLDERS = 100_000
_FOLDER = re.compile(
    r"(?P<learner>[A-Za-z0-9][A-Za-z0-9_.-]{0,63})\+"
    r"(?P<assignment>[a-z0-9][a-z0-9-]{0,99})-(?P<language>en|ja)\+"
    r"(?P<claimed>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]{8,15} [A-Za-z0-9+:-]{1,10})"
    r"(?:\+[A-Za-z0-9_=-]{1,64})?"
)
_SECRET = re.compile(rb"[0-9a-f]{32,256}")
# Without O_NONBLOCK the opening of a fifo would wait for a writer for ever.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A submission found in the exchange.

    Attributes:
        learner: Learner id as the folder's name states it; known to the installation.
        assignment: Id of the lesson, without language.
        name: Name of the folder; the arrival's id.
        data: The notebook's bytes, read once.
        submitted_at: The host's change time of folder or notebook, the later of them.
        claimed_at: What the learner's side wrote into the name.
        owner: Numeric account that owns the folder.
    """

    learner: str
    course: str
    assignment: str
    language: str
    name: str
    data: bytes
    submitted_at: datetime
    claimed_at: datetime | None
    owner: int

    def to_arrival(
        self,
        *,
        cap: int | None = None,
        shares: tuple[tuple[str, str], ...] = (),
        demo: bool = False,
    ) -> Arrival:
        """Return the record that the queue takes."""
        return Arrival(
            learner=self.learner,
            course=self.course,
            assignment=self.assignment,
            notebook=f"{self.assignment}.ipynb",
            language=self.language,
            arrival=self.name,
            data=self.data,
            submitted_at=self.submitted_at,
            claimed_at=self.claimed_at,
            demo=demo,
            cap=cap,
            shares=shares,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something in the exchange that cannot be taken in.

    Attributes:
        name: Name of the entry, made printable.
        cause: Why, and what to do.
    """

    course: str
    name: str
    cause: str


class _Refusal(Exception):
    """Carries a cause within this module; callers get `Refused` values."""


def arrivals(
    exchange: Path,
    course: Course,
    *,
    learners: Collection[str],
    seen: Collection[str] = (),
) -> Iterator[Arrived | Refused]:
    """Yield what stands in a course's inbound folder and was not seen yet, oldest name first.

    Args:
        exchange: Root of the exchange.
        course: The course.
        learners: Ids that may hand in.
        seen: Folder names that became attempts (or were refused and reported) before.
    """
    try:
        inbound = os.open(exchange / course.id / "inbound", os.O_DIRECTORY | _READ)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        with os.scandir(inbound) as entries:
            names = sorted(
                entry.name for _, entry in zip(range(MAX_FOLDERS), entries, strict=False)
            )
        for name in names:
            if name in seen or _printable(name) in seen:
                continue
            try:
                yield _arrived(inbound, name, course, learners)
            except _Refusal as refusal:
                yield Refused(course=course.id, name=_printable(name), cause=str(refusal))
            except OSError as error:
                cause = f"it cannot be read: {error.strerror}"
                yield Refused(course=course.id, name=_printable(name), cause=cause)
    finally:
        os.close(inbound)


def _arrived(inbound: int, name: str, course: Course, learners: Collection[str]) -> Arrived:
    match = _FOLDER.fullmatch(name)
    if match is None:
        raise _Refusal("the name is not learner+assignment+time; submit from the Assignment List")
    if match["assignment"] not in {lesson.id for lesson in course.assignments}:
        raise _Refusal(f"course {course.id} has no assignment {match['assignment']!r}")
    if match["learner"] not in learners:
        raise _Refusal(
            f"learner {match['learner']!r} is not known; enrol with `qskills people import`"
        )
    try:
        folder = os.open(name, os.O_DIRECTORY | _READ, dir_fd=inbound)
    except OSError:
        raise _Refusal("it is a link or a file, not a folder; submit again") from None
    try:
        about = os.fstat(folder)
        data, changed = _notebook(folder, f"{match['assignment']}.ipynb")
    finally:
        os.close(folder)
    # A notebook that was exchanged after its folder arrived is as late as the exchange.
    changed_ns = max(about.st_ctime_ns, changed)
    return Arrived(
        learner=match["learner"],
        course=course.id,
        assignment=match["assignment"],
        language=match["language"],
        name=name,
        data=data,
        submitted_at=datetime.fromtimestamp(changed_ns // 10**9, UTC),
        claimed_at=_claimed(match["claimed"]),
        owner=about.st_uid,
    )


def _notebook(folder: int, name: str) -> tuple[bytes, int]:
    try:
        return _read(folder, name, MAX_NOTEBOOK_BYTES)
    except FileNotFoundError:
        raise _Refusal(
            f"it holds no {name}; submit the notebook under the name it was released with"
        ) from None


def _read(folder: int, name: str, limit: int) -> tuple[bytes, int]:
    """Return bytes and change time (ns) of a regular file, read through its folder."""
    try:
        handle = os.open(name, _READ, dir_fd=folder)
    except FileNotFoundError:
        raise
    except OSError:
        raise _Refusal(f"{name} is a link or cannot be opened; submit a plain file") from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise _Refusal(f"{name} is no plain file; submit the notebook itself")
        if about.st_nlink != 1:
            raise _Refusal(f"{name} is linked from elsewhere; submit a copy")
        if about.st_size > limit:
            raise _Refusal(
                f"{name} has {about.st_size / 2**20:.0f} MiB, at most {limit >> 20} are taken; "
                "clear its outputs and submit again"
            )
        # It may grow while it is read: the limit holds for what is read, too.
        data = file.read(limit + 1)
        if len(data) > limit:
            raise _Refusal(f"{name} grew while it was read; submit again")
        return data, about.st_ctime_ns


def _claimed(text: str) -> datetime | None:
    day, clock, zone = text.split(" ")
    if zone != "UTC":
        return None
    try:
        return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=UTC)
    except ValueError:
        return None


def _printable(name: str) -> str:
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else "�" for char in text)[:200]


def secret_of(exchange: Path, course: str, arrival: str) -> str:
    """Return the submission's secret, under which its feedback is released, or ``""``.

    Args:
        exchange: Root of the exchange.
        course: Course id.
        arrival: Name of the arrival's folder.

    Raises:
        UsageError: If `arrival` is no folder name.
    """
    if "/" in arrival or arrival in ("", ".", ".."):
        raise UsageError(f"{arrival!r} is not an arrival of the exchange")
    try:
        folder = os.open(exchange / course / "inbound" / arrival, os.O_DIRECTORY | _READ)
    except OSError:
        return ""
    try:
        data, _ = _read(folder, "submission_secret.txt", 1024)
    except (OSError, _Refusal):
        return ""
    finally:
        os.close(folder)
    return data.decode("ascii") if _SECRET.fullmatch(data) else ""
