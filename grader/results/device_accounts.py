"""What device jobs are charged: append-only entries, quotas on them, shares and days of them.

A job's charge is the sum of its entries: one when it is reserved, one that corrects it when it
ends. Usage is the sum over jobs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from grader.devices.fairness import REFERENCE, quota_fault, share
from grader.devices.metering import Account, Charge
from grader.quotas import Quotas
from grader.results.database import Database
from grader.results.rows import seconds

__all__ = ["UNITS", "DayRow", "DeviceAccounts", "UsageRow", "amounts", "month_of"]

UNITS = ("circuits", "shots", "quantum_ns")
_SUMS = ", ".join(f"COALESCE(SUM(charges.{unit}), 0) AS {unit}" for unit in UNITS)
_CHARGED = "device_charges AS charges JOIN device_jobs AS jobs ON jobs.id = charges.job_id"
_EACH = f"""
SELECT reserved_at, month, company, learner, device, turns.state, started_at - reserved_at, {_SUMS}
FROM {_CHARGED} JOIN device_turns AS turns ON turns.job_id = jobs.id GROUP BY jobs.id
"""  # noqa: S608 - constants
_QUARTER_S = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRow:
    """What one learner used of one device in one month.

    Attributes:
        month: ``YYYY-MM`` in the consortium's time zone, by the time of reservation.
        company: Company id; ``None``: the system account.
        jobs: Jobs that were not released.
        charge: Their sum, with what is reserved at present.
    """

    month: str
    company: str | None
    learner: str
    device: str
    jobs: int
    charge: Charge


@dataclass(slots=True, kw_only=True)
class DayRow:
    """What one learner used of one device on one day.

    Attributes:
        day: ``YYYY-MM-DD`` in the consortium's time zone, by the time of reservation.
        month: Month whose quota pays, as it was settled at the reservation.
        company: Company id; ``None``: the system account.
        jobs: Jobs that were handed in, whatever became of them.
        released: Those that failed by our fault and were charged nothing.
        lost: Those whose result is gone; their charge stands.
        charge: Their sum, with what is reserved at present.
        waits: Seconds from reservation to the first turn of every job that had one.
    """

    day: str
    month: str
    company: str | None
    learner: str
    device: str
    jobs: int = 0
    released: int = 0
    lost: int = 0
    charge: Charge = field(default_factory=Charge)
    waits: list[int] = field(default_factory=list)


def month_of(now: datetime, zone: ZoneInfo) -> str:
    """Return the calendar month of a time in a zone, ``YYYY-MM``."""
    return f"{now.astimezone(zone):%Y-%m}"


def amounts(charge: Charge) -> dict[str, int]:
    """Return a charge as columns of a row."""
    return {unit: getattr(charge, unit) for unit in UNITS}


class DeviceAccounts:
    """The accounts, on the open results.db; the caller holds the transaction of what it writes.

    Args:
        database: The open file.
        quotas: What companies and learners may use in a month.
        zone: Time zone in which months begin.
    """

    def __init__(self, database: Database, quotas: Quotas, zone: ZoneInfo) -> None:
        self._database = database
        self._quotas = quotas
        self._zone = zone

    def month(self, now: datetime) -> str:
        """Return the month that a charge of this time belongs to."""
        return month_of(now, self._zone)

    def check(self, account: Account, month: str, charge: Charge) -> None:
        """Refuse what would pass a quota of the learner or of the company.

        Raises:
            DeviceError: Over quota (``quota``).
        """
        if account.company is None:
            return
        for quota, column, company in (
            (self._quotas.learner, "learner", None),
            (self._quotas.of(account.company), "company", account.company),
        ):
            used = self._sum(
                f"month = ? AND jobs.{column} = ?", (month, company or account.learner)
            )
            fault = quota_fault(quota, used, charge, month=month, company=company)
            if fault is not None:
                raise fault

    def _sum(self, where: str, values: tuple[Any, ...]) -> Charge:
        rows = self._database.rows(
            f"SELECT {_SUMS} FROM {_CHARGED} WHERE {where}",  # noqa: S608 - constant text
            values,
        )
        return Charge(**rows[0])

    def charged(self, job_id: int) -> Charge:
        """Return what a job is charged at present."""
        return self._sum("jobs.id = ?", (job_id,))

    def enter(self, job_id: int, entry: str, charge: Charge, now: datetime) -> None:
        """Add an entry to the account of a job: ``"reserved"`` or ``"final"``."""
        row = {"job_id": job_id, "entry": entry, **amounts(charge), "at": seconds(now)}
        self._database.insert("device_charges", row)

    def order(self, month: str) -> Callable[[Mapping[str, Any]], tuple[Fraction, Fraction, int]]:
        """Return the sort key of waiting jobs: share of the company, of the learner, then age."""
        companies: dict[str, Fraction] = {}
        learners: dict[str, Fraction] = {}

        def used(column: str, holder: str) -> Charge:
            return self._sum(
                f"month = ? AND jobs.{column} = ? AND jobs.id NOT IN "  # noqa: S608 - constants
                "(SELECT job_id FROM device_turns WHERE state = 'reserved')",
                (month, holder),
            )

        def key(row: Mapping[str, Any]) -> tuple[Fraction, Fraction, int]:
            company, learner = row["company"], row["learner"]
            if company not in companies:
                quota = self._quotas.of(company) if company else REFERENCE
                companies[company] = share(quota, used("company", company))
            if learner not in learners:
                learners[learner] = share(REFERENCE, used("learner", learner))
            return companies[company], learners[learner], row["id"]

        return key

    def usage(self, month: str | None = None) -> list[UsageRow]:
        """Return what was used, by month, company, learner and device."""
        rows = self._database.rows(
            f"SELECT jobs.month, company, learner, device, {_SUMS}, "  # noqa: S608 - constant text
            "COUNT(DISTINCT CASE WHEN turns.state <> 'released' THEN jobs.id END) AS jobs "
            f"FROM {_CHARGED} JOIN device_turns AS turns ON turns.job_id = jobs.id "
            "WHERE ?1 IS NULL OR jobs.month = ?1 "
            "GROUP BY jobs.month, company, learner, device "
            "ORDER BY jobs.month, company, learner, device",
            (month,),
        )
        return [
            UsageRow(
                month=row["month"],
                company=row["company"] or None,
                learner=row["learner"],
                device=row["device"],
                jobs=row["jobs"],
                charge=Charge(**{unit: row[unit] for unit in UNITS}),
            )
            for row in rows
        ]

    def daily(self) -> list[DayRow]:
        """Return what was used, by day, company, learner and device, oldest day first."""
        days: dict[int, str] = {}
        found: dict[tuple[str, str, str, str, str], DayRow] = {}
        for at, month, company, learner, device, state, wait, *amount in self._database.each(_EACH):
            # Zones change their offset at whole quarters of an hour only.
            quarter = at // _QUARTER_S
            if quarter not in days:
                days[quarter] = f"{datetime.fromtimestamp(at, UTC).astimezone(self._zone):%Y-%m-%d}"
            key = (days[quarter], month, company, learner, device)
            row = found.get(key)
            if row is None:
                row = found[key] = DayRow(
                    day=days[quarter],
                    month=month,
                    company=company or None,
                    learner=learner,
                    device=device,
                )
            row.jobs += 1
            row.released += state == "released"
            row.lost += state == "lost"
            row.charge += Charge(**dict(zip(UNITS, amount, strict=True)))
            if wait is not None:
                row.waits.append(wait)
        return [found[key] for key in sorted(found)]
