"""Read what was used of the devices, and what they are; nothing is written."""

from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

from grader.consortium import Consortium
from grader.devices.twins import IDEAL, IDEAL_QUBITS, twin, twin_names
from grader.results.device_jobs import DayRow, DeviceJobs, month_of
from grader.results.volumes import VolumeRow, Volumes
from grader.state import State
from leaderboard.usage import SYSTEM, Device, Estimate, Usage, Use

__all__ = ["devices", "read_usage"]


def read_usage(state: State, settings: Consortium, now: int) -> Usage:
    """Read use, quotas and devices.

    Args:
        state: The state directory.
        settings: Its consortium.
        now: Seconds since 1970 UTC; settles the present month.

    Raises:
        ResultsError: If the store cannot be read.
    """
    zone = ZoneInfo(settings.time_zone)
    with DeviceJobs(state.results, quotas=settings.quotas, zone=zone, readonly=True) as jobs:
        days = jobs.daily()
    with Volumes(state.results, readonly=True) as volumes:
        estimates = volumes.history()
    return Usage(
        month=month_of(datetime.fromtimestamp(now, UTC), zone),
        uses=tuple(map(_use, days)),
        quotas=settings.quotas,
        companies=tuple(company.id for company in settings.companies),
        estimates=tuple(map(_estimate, estimates)),
        devices=devices(),
    )


def devices() -> tuple[Device, ...]:
    """Return the simulator and the frozen twins; a real machine's data would need its network."""
    ideal = Device(name=IDEAL, qubits=IDEAL_QUBITS)
    return (ideal, *(_twin(name) for name in twin_names()))


def _twin(name: str) -> Device:
    found = twin(name)
    return Device(
        name=name,
        version=found.version,
        qubits=found.num_qubits,
        snapshot=found.date,
        error_2q=median(found.errors.values()),
        error_readout=median(found.readout_errors),
    )


def _use(row: DayRow) -> Use:
    return Use(
        day=row.day,
        month=row.month,
        company=row.company or SYSTEM,
        learner=row.learner,
        device=row.device,
        jobs=row.jobs,
        failed=row.released + row.lost,
        circuits=row.charge.circuits,
        shots=row.charge.shots,
        quantum_ns=row.charge.quantum_ns,
        waits=tuple(row.waits),
    )


def _estimate(row: VolumeRow) -> Estimate:
    return Estimate(
        device=row.device,
        snapshot=row.snapshot_date,
        measured_at=int(row.measured_at.timestamp()),
        volume=row.volume,
        circuits=row.circuits,
    )
