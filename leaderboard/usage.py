"""Use of the devices: rows for board files and for ``people.db``, and who gets which. Pure.

A company's file holds its own use exactly, a learner finds only their own in ``people.db``, and the
administrator's file holds everybody's. No other file says anything of it: numbers of several
companies that stood together could be subtracted from each other. What the devices are, and the
quantum volumes that were estimated, tell nothing of anybody and stand in every file.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

from grader.quotas import Quota, Quotas

__all__ = [
    "SYSTEM",
    "UNITS",
    "Device",
    "Estimate",
    "Usage",
    "Use",
    "people_usage_tables",
    "usage_tables",
]

Row = tuple[object, ...]

UNITS = ("circuits", "shots", "quantum_ns")
SYSTEM = ""
"""Stands for the system account where a company id stands else: graded runs and operators."""
_NANO = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What one learner used of one device on one day.

    Attributes:
        day: ``YYYY-MM-DD`` in the consortium's time zone, by the time of reservation.
        month: ``YYYY-MM``: whose quota pays.
        company: Company id or `SYSTEM`.
        jobs: Jobs that were handed in; `failed` those of them whose result was lost or that failed
            by our fault.
        waits: Seconds from reservation to the first turn of each job that had one.
    """

    day: str
    month: str
    company: str
    learner: str
    device: str
    jobs: int
    failed: int
    circuits: int
    shots: int
    quantum_ns: int
    waits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A quantum volume that was estimated; `measured_at` in seconds since 1970 UTC."""

    device: str
    snapshot: str
    measured_at: int
    volume: int
    circuits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device on offer.

    Attributes:
        version: Version of its snapshot, ``""`` where there is none.
        snapshot: Day on which it was taken, ``""`` where there is none.
        error_2q: Median error of the usable two-qubit gates; `error_readout` of readout.
    """

    name: str
    version: str = ""
    qubits: int
    snapshot: str = ""
    error_2q: float | None = None
    error_readout: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Everything that is known of the devices.

    Attributes:
        month: The present month, ``YYYY-MM``, in the consortium's time zone.
        quotas: Bounds as they are set at present; those of earlier months are not on record.
    """

    month: str = ""
    uses: tuple[Use, ...] = ()
    quotas: Quotas = field(default_factory=Quotas)
    companies: tuple[str, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    devices: tuple[Device, ...] = ()


def usage_tables(usage: Usage, kind: str, company: str = "") -> dict[str, list[Row]]:
    """Return the tables ``usage_day``, ``quota``, ``volume`` and ``device`` of a board file.

    Args:
        usage: What is known.
        kind: Kind of the scope: ``"public"``, ``"member"``, ``"company"``, ``"course"`` or
            ``"admin"``.
        company: Id of the company whose file it is.
    """
    uses: Iterable[Use] = ()
    payers: Collection[str] = ()
    if kind == "admin":
        uses, payers = usage.uses, usage.companies
    elif kind == "company":
        uses, payers = (use for use in usage.uses if use.company == company), (company,)
    mine = [(use.company, use) for use in uses]
    bounds = {payer: usage.quotas.of(payer) for payer in payers}
    return {
        "usage_day": _days(mine),
        "quota": _quotas(usage, mine, bounds),
        "volume": _volumes(usage.estimates),
        "device": [
            (one.name, one.version, one.qubits, one.snapshot, one.error_2q, one.error_readout, n)
            for n, one in enumerate(usage.devices)
        ],
    }


def people_usage_tables(usage: Usage, learners: Collection[str]) -> dict[str, list[Row]]:
    """Return the tables ``usage_day`` and ``quota`` of ``people.db``.

    Args:
        usage: What is known.
        learners: Those that the file knows; what others used is left out.
    """
    known = dict.fromkeys(learners)
    mine = [(use.learner, use) for use in usage.uses if use.learner in known]
    bounds = dict.fromkeys(known, usage.quotas.learner)
    return {"usage_day": _days(mine), "quota": _quotas(usage, mine, bounds)}


def _days(uses: Iterable[tuple[str, Use]]) -> list[Row]:
    """Add up by holder, device and day."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    waits: dict[tuple[str, str, str], list[int]] = {}
    for holder, use in uses:
        key = (holder, use.device, use.day)
        amounts = (use.jobs, use.failed, use.circuits, use.shots, use.quantum_ns)
        sums[key] = [a + b for a, b in zip(sums.get(key, [0] * 5), amounts, strict=True)]
        waits.setdefault(key, []).extend(use.waits)
    return [
        (*key, *sums[key], round(median(waits[key])) if waits[key] else None)
        for key in sorted(sums)
    ]


def _quotas(
    usage: Usage, uses: Iterable[tuple[str, Use]], bounds: Mapping[str, Quota]
) -> list[Row]:
    """Return the present month of every holder, and earlier months in which there was use."""
    used = {(holder, usage.month, unit): 0 for holder in bounds for unit in UNITS}
    for holder, use in uses:
        for unit in UNITS:
            key = (holder, use.month, unit)
            used[key] = used.get(key, 0) + getattr(use, unit)
    return [
        (holder, month, unit, _most(bounds.get(holder, Quota()), unit), amount)
        for (holder, month, unit), amount in sorted(used.items())
    ]


def _most(quota: Quota, unit: str) -> int | None:
    if unit != "quantum_ns":
        bound: int | None = getattr(quota, unit)
        return bound
    return None if quota.quantum_seconds is None else quota.quantum_seconds * _NANO


def _volumes(estimates: Iterable[Estimate]) -> list[Row]:
    # Two estimates of one second are of one snapshot: the later one stands.
    rows = {(one.device, one.snapshot, one.measured_at): one for one in estimates}
    return [(*key, rows[key].volume, rows[key].circuits) for key in sorted(rows)]
