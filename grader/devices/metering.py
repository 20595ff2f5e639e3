"""What a job costs, who pays, and what the gateway asks of the ledger that keeps the accounts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["Account", "Charge", "Job", "Ledger", "Turn"]

NANO = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A number of circuits and shots, and the quantum time in nanoseconds; whole numbers."""

    circuits: int = 0
    shots: int = 0
    quantum_ns: int = 0

    def __add__(self, other: "Charge") -> "Charge":
        return Charge(
            circuits=self.circuits + other.circuits,
            shots=self.shots + other.shots,
            quantum_ns=self.quantum_ns + other.quantum_ns,
        )

    def __neg__(self) -> "Charge":
        return Charge(circuits=-self.circuits, shots=-self.shots, quantum_ns=-self.quantum_ns)

    def at_most(self, other: "Charge") -> "Charge":
        """Return the smaller of both, number by number."""
        return Charge(
            circuits=min(self.circuits, other.circuits),
            shots=min(self.shots, other.shots),
            quantum_ns=min(self.quantum_ns, other.quantum_ns),
        )

    def __str__(self) -> str:
        return f"{self.circuits} circuits, {self.shots} shots, {self.quantum_ns / NANO:.3f} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who pays.

    Attributes:
        learner: Opaque learner id.
        company: Company id; ``None``: the system, which has no quota (graded runs, operators).
    """

    learner: str
    company: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Where one job stands.

    Attributes:
        key: Chosen by the caller; the same key twice is one job and one charge.
        state: ``reserved`` (charged, waits), ``running``, ``ran`` (has its result), ``settled``,
            ``released`` (failed by our fault, charged nothing) or ``lost`` (may have run, its
            result is gone, the charge stands).
        charge: What it is charged at present.
        position: How many jobs of this device wait before it by age; 0 unless it waits.
        result: Bytes of the result, once it ran and as long as it is kept.
        error: Why it was released or lost.
    """

    id: int
    key: str
    account: Account
    device: str
    state: str
    charge: Charge
    position: int = 0
    result: bytes | None = None
    error: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"settled", "released", "lost"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The right to run one job until a time; `token` tells it from every other turn.

    Attributes:
        run: 1 for the first turn of the job. A later one means that a runner vanished: the
            machine may or may not have run it.
        body: The job as it was handed in.
    """

    job: Job
    token: str
    worker: str
    until: datetime
    run: int
    body: bytes


class Ledger(Protocol):
    """The accounts. All methods are safe against other threads and processes."""

    def reserve(
        self, *, key: str, account: Account, device: str, charge: Charge, body: bytes, now: datetime
    ) -> Job:
        """Charge a job before it runs and let it wait; a known key gives the job it names.

        Raises:
            DeviceError: Over quota (``quota``), or the key names another job (``conflict``).
        """
        ...

    def job(self, key: str) -> Job | None:
        """Return the job of this key."""
        ...

    def take(
        self, worker: str, now: datetime, seconds: float, devices: Collection[str] | None = None
    ) -> Turn | None:
        """Give the next job of some devices its turn: of the company with the least used share."""
        ...

    def renew(self, turn: Turn, now: datetime, seconds: float) -> None:
        """Make a turn last longer."""
        ...

    def ran(self, turn: Turn, actual: Charge, result: bytes) -> None:
        """Keep the result and what the run really used."""
        ...

    def settle(self, now: datetime) -> int:
        """Give back what jobs that ran did not use, and return how many were settled."""
        ...

    def release(self, turn: Turn, error: str, now: datetime) -> None:
        """Give the whole charge back: the machine failed, and not by the learner's fault."""
        ...

    def lose(self, turn: Turn, error: str, now: datetime) -> None:
        """End a job that may have run and cannot be run again; its charge stands."""
        ...

    def reclaim(self, gone: Callable[[str], bool]) -> int:
        """End the turns of workers that no longer run, and return how many."""
        ...
