"""The records that the results store keeps and hands out: frozen values, no SQL."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from grader.verdict import Outcome, Verdict

__all__ = [
    "DETERMINISTIC",
    "Arrival",
    "Attempt",
    "Baseline",
    "Broken",
    "Head",
    "Judged",
    "Lease",
    "LogEntry",
    "QueueEntry",
    "VerdictRow",
    "canonical",
    "idempotency_key",
    "reference",
]

# A verdict that depends on load, or that says nothing final, is never taken from another run.
DETERMINISTIC = frozenset(Outcome) - {
    Outcome.TIME_LIMIT_EXCEEDED,
    Outcome.MEMORY_LIMIT_EXCEEDED,
    Outcome.JUDGE_ERROR,
    Outcome.SANDBOX_VIOLATION,
    Outcome.INCONCLUSIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A submission as intake found it; becomes an `Attempt`.

    Attributes:
        learner: Opaque learner id, ``l-000123``.
        assignment: Id without language; both languages are attempts on the same exercises.
        notebook: Name of the notebook within the assignment.
        arrival: Id of this arrival, unique per learner and assignment; a repeated call with the
            same id is the same arrival.
        data: The raw bytes.
        submitted_at: What the host knows of the time.
        claimed_at: What the learner's side says of the time; shown as a claim only.
        demo: Whether the row belongs to the demo consortium.
        cap: Counted attempts allowed; a later one is recorded as not counted.
        shares: Other ``(course, assignment)`` whose attempts are counted with this one's,
            because they hold the same capped exercise.
    """

    learner: str
    course: str
    assignment: str
    notebook: str
    language: str
    arrival: str
    data: bytes
    submitted_at: datetime
    claimed_at: datetime | None = None
    demo: bool = False
    cap: int | None = None
    shares: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One arrival of one learner's assignment.

    Attributes:
        number: 1 for the learner's first arrival of this assignment, or of one that shares its
            attempts, in order of recording.
        blob: SHA-256 of the raw bytes, hexadecimal.
        counted: Whether it counts; settled at intake and never changed.
    """

    id: int
    learner: str
    course: str
    assignment: str
    notebook: str
    language: str
    arrival: str
    number: int
    blob: str
    submitted_at: datetime
    claimed_at: datetime | None
    demo: bool
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One verdict as the pipeline hands it in, with what is recorded beside it.

    Attributes:
        digest: Content hash of the exercise that was used.
        frame: The answer bytes as judged, kept for a rejudge; ``None`` where there are none.
        judge_version: Version of the judge.
        isolation_level: Proved level of the sandbox that ran the notebook.
        wall_s: Wall seconds of the notebook's run; CPU seconds and MiB likewise.
        copied_from: Verdict row that this one repeats, if the judge was not asked again.
    """

    verdict: Verdict
    digest: str
    judge_version: str
    isolation_level: int
    frame: bytes | None = None
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mib: float = 0.0
    copied_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """One recorded verdict, joined with its attempt.

    Attributes:
        reason_key: Key of the reason.
        points: Thousandths; `max_points` likewise.
        frame: SHA-256 of the answer bytes (`Store.blob` has them), or ``None``.
        cause: Why the row was made: ``"graded"``, ``"cached"`` or the cause of a rejudge.
        superseded: Whether a newer row names the same attempt and exercise.
    """

    id: int
    attempt_id: int
    learner: str
    course: str
    assignment: str
    exercise: str
    version: int
    digest: str
    outcome: Outcome
    reason_key: str
    points: int
    max_points: int
    cost: int | None
    merit: float | None
    metrics: Mapping[str, float]
    method: str
    submitted_at: datetime
    judged_at: datetime
    judge_version: str
    isolation_level: int
    wall_s: float
    cpu_s: float
    peak_mib: float
    frame: str | None
    cause: str
    superseded: bool
    counted: bool
    demo: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A yardstick on an exercise's board, judged like a submission.

    Attributes:
        kind: ``"reference"``, ``"qiskit-0"``, ``"qiskit-3"`` or ``"pytket"``.
    """

    exercise: str
    version: int
    kind: str
    label: str
    verdict: Verdict
    judged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to grade one attempt until `until`; `token` tells it from every other lease.

    Attributes:
        run: 1 for the first lease of the attempt; every further one raises it.
        cause: Why it is to be judged: ``"graded"``, or the cause of a rejudge.
    """

    attempt: Attempt
    token: str
    worker: str
    until: datetime
    run: int
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """Where one attempt stands in the queue.

    Attributes:
        state: ``"waiting"``, ``"leased"``, ``"done"`` or ``"parked"``.
        runs: Leases it had; `failures` is how many of them our side reported as failed.
        error: Why it is parked or was put back; a note on a done one; else ``""``.
    """

    attempt_id: int
    state: str
    runs: int
    failures: int
    worker: str
    error: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the audit log."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place where the chain of verdicts does not hold.

    Attributes:
        row: Id of the verdict row, or of the row that is missing.
        problem: What does not hold.
    """

    row: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The chain's end at one time, signed with the deployment's secret.

    Attributes:
        row: Id of the last verdict row; 0 for an empty chain.
        hash: Its hash.
        signature: HMAC-SHA-256 of row, hash and time.
    """

    row: int
    hash: str
    signed_at: datetime
    signature: str

    def __str__(self) -> str:
        """Return the one word as which boards show it."""
        return f"{self.row}:{self.hash}:{int(self.signed_at.timestamp())}:{self.signature}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a head as a board shows it.

        Raises:
            ValueError: If it is none.
        """
        row, digest, at, signature = text.split(":")
        signed_at = datetime.fromtimestamp(int(at), UTC)
        return cls(row=int(row), hash=digest, signed_at=signed_at, signature=signature)


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, finite numbers."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def reference(secret: bytes, row: int) -> int:
    """Return the number by which boards name a row of the verdicts.

    Ids of rows count what everybody handed in: two of them would tell how much came between.

    Args:
        secret: The deployment's secret.
        row: Id of the row.
    """
    digest = hashlib.blake2b(row.to_bytes(8, "big"), key=secret[:64], digest_size=6).digest()
    return int.from_bytes(digest, "big")


def idempotency_key(
    *,
    notebook: str,
    exercises: Iterable[tuple[str, int, str]],
    judge_version: str,
    limits: object,
    draw: str = "",
) -> str:
    """Return the key under which equal runs have equal deterministic verdicts.

    Args:
        notebook: SHA-256 of the raw bytes.
        exercises: ``(id, version, digest)`` of each exercise of the assignment.
        judge_version: Version of the judge.
        limits: Limits of the run, as JSON values.
        draw: What else decides, e.g. learner and attempt number where questions are drawn.
    """
    parts = {
        "notebook": notebook,
        "exercises": sorted(list(exercise) for exercise in exercises),
        "judge": judge_version,
        "limits": limits,
        "draw": draw,
    }
    return hashlib.sha256(canonical(parts).encode()).hexdigest()
