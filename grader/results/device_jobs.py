"""The jobs of the devices: a job is charged before it runs, and settled after.

``reserved`` → ``running`` → ``ran`` → ``settled``. The charge is written when the job is
reserved and corrected once, when the job ends; both entries are append-only, and usage is their
sum. A job whose runner vanished keeps its charge and gets another turn, or ends as ``lost``.
"""

import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from grader.devices.metering import Account, Charge, Job, Turn
from grader.devices.refusals import refuse
from grader.errors import ResultsError
from grader.quotas import Quotas
from grader.results.database import Database
from grader.results.device_accounts import (
    UNITS,
    DayRow,
    DeviceAccounts,
    UsageRow,
    amounts,
    month_of,
)
from grader.results.migrations import results
from grader.results.rows import moment, seconds

__all__ = ["DayRow", "DeviceJobs", "UsageRow", "month_of"]


class DeviceJobs:
    """The ledger of device jobs, in results.db; see `grader.devices.metering.Ledger`.

    Threads may share one; processes open their own.

    Args:
        path: The file; made with its schema if missing.
        quotas: What companies and learners may use in a month.
        zone: Time zone in which months and days begin.
        readonly: For publishing and reports: nothing can be written through this ledger.
    """

    def __init__(
        self, path: Path, *, quotas: Quotas, zone: ZoneInfo, readonly: bool = False
    ) -> None:
        self._database = Database(path, results, readonly=readonly)
        self._accounts = DeviceAccounts(self._database, quotas, zone)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def reserve(
        self, *, key: str, account: Account, device: str, charge: Charge, body: bytes, now: datetime
    ) -> Job:
        """Charge a job before it runs and let it wait; a known key gives the job it names.

        Raises:
            DeviceError: Over quota (``quota``), or the key names another job (``conflict``).
        """
        digest = hashlib.sha256(body).hexdigest()
        company = account.company or ""
        with self._database.write() as database:
            known = database.rows("SELECT * FROM device_jobs WHERE key = ?", (key,))
            if known:
                same = {"digest": digest, "learner": account.learner, "device": device}
                if any(known[0][name] != value for name, value in same.items()):
                    raise refuse("conflict", key=key)
            else:
                month = self._accounts.month(now)
                self._accounts.check(account, month, charge)
                last = database.rows("SELECT COALESCE(MAX(id), 0) AS n FROM device_jobs")[0]["n"]
                row = {"id": last + 1, "key": key, "digest": digest, "learner": account.learner}
                row |= {"company": company, "device": device, "month": month}
                database.insert("device_jobs", {**row, "reserved_at": seconds(now)})
                self._accounts.enter(last + 1, "reserved", charge, now)
                turn = {"job_id": last + 1, "state": "reserved", "worker": "", "runs": 0}
                database.insert("device_turns", {**turn, "body": body, "error": ""})
        found = self.job(key)
        assert found is not None  # noqa: S101 - for the type checker: it was just written
        return found

    def job(self, key: str) -> Job | None:
        """Return the job of this key."""
        rows = self._database.rows(f"{_JOB} WHERE jobs.key = ?", (key,))
        return None if not rows else self._job(rows[0])

    def _job(self, row: Mapping[str, Any]) -> Job:
        position = 0
        if row["state"] == "reserved":
            position = self._database.rows(
                "SELECT COUNT(*) AS n FROM device_turns AS turns "
                "JOIN device_jobs AS jobs ON jobs.id = turns.job_id "
                "WHERE state IN ('reserved', 'running') AND jobs.device = ? AND jobs.id < ?",
                (row["device"], row["id"]),
            )[0]["n"]
        return Job(
            id=row["id"],
            key=row["key"],
            account=Account(learner=row["learner"], company=row["company"] or None),
            device=row["device"],
            state=row["state"],
            charge=self._accounts.charged(row["id"]),
            position=position,
            result=row["result"],
            error=row["error"],
        )

    def take(
        self, worker: str, now: datetime, seconds_: float, devices: Collection[str] | None = None
    ) -> Turn | None:
        """Give the next job its turn: that of the company with the least used share.

        A company's share of the present month is the largest part that it used of any of its
        bounds (of `REFERENCE` where it has none), waiting jobs not counted. Equal companies and
        the jobs of one company go by what their learners used, then by age.

        Args:
            worker: Name of the process, for `reclaim`.
            now: The present time.
            seconds_: How long the turn lasts.
            devices: Jobs of these only; left out, of all.

        Returns:
            The turn, or ``None`` if no job waits.
        """
        # Asked for twice a second by every idle gateway: without a lock as long as nothing is open.
        if not self._database.rows(_OPEN):
            return None
        until = moment(seconds(now + timedelta(seconds=seconds_)))
        with self._database.write() as database:
            database.execute(f"{_BACK} AND leased_until <= ?", (seconds(now),))
            waiting = [
                row
                for row in database.rows(_WAITING)
                if devices is None or row["device"] in devices
            ]
            if not waiting:
                return None
            month = self._accounts.month(now)
            first = min(waiting, key=self._accounts.order(month))
            (row,) = database.rows(f"{_JOB} WHERE jobs.id = ?", (first["id"],))
            token = secrets.token_hex(16)
            database.execute(
                "UPDATE device_turns SET state = 'running', token = ?, worker = ?, "
                "leased_until = ?, runs = runs + 1, started_at = COALESCE(started_at, ?) "
                "WHERE job_id = ?",
                (token, worker, seconds(until), seconds(now), row["id"]),
            )
            return Turn(
                job=self._job({**row, "state": "running"}),
                token=token,
                worker=worker,
                until=until,
                run=row["runs"] + 1,
                body=row["body"],
            )

    def renew(self, turn: Turn, now: datetime, seconds_: float) -> None:
        """Make a turn last longer.

        Raises:
            ResultsError: If the turn is stale.
        """
        until = seconds(now + timedelta(seconds=seconds_))
        with self._database.write():
            self._end(turn, "leased_until = :until", {"until": until})

    def ran(self, turn: Turn, actual: Charge, result: bytes) -> None:
        """Keep the result and what the run really used; `settle` writes the account.

        Raises:
            ResultsError: If the turn is stale; nothing is kept then.
        """
        with self._database.write():
            self._end(
                turn,
                f"{_FREE}, state = 'ran', result = :result, circuits = :circuits, "
                "shots = :shots, quantum_ns = :quantum_ns",
                {"result": result, **amounts(actual)},
            )

    def settle(self, now: datetime) -> int:
        """Write the accounts of all jobs that ran; never more than was reserved.

        Returns:
            How many were settled.
        """
        with self._database.write() as database:
            rows = database.rows("SELECT * FROM device_turns WHERE state = 'ran' ORDER BY job_id")
            for row in rows:
                reserved = self._accounts.charged(row["job_id"])
                actual = Charge(**{unit: row[unit] for unit in UNITS}).at_most(reserved)
                self._accounts.enter(row["job_id"], "final", actual + -reserved, now)
                database.execute(
                    "UPDATE device_turns SET state = 'settled', body = NULL WHERE job_id = ?",
                    (row["job_id"],),
                )
        return len(rows)

    def release(self, turn: Turn, error: str, now: datetime) -> None:
        """Give the whole charge back: the machine failed, and not by the learner's fault.

        Raises:
            ResultsError: If the turn is stale.
        """
        self._finish(turn, "released", error, now)

    def lose(self, turn: Turn, error: str, now: datetime) -> None:
        """End a job that may have run and cannot be run again; its charge stands.

        Raises:
            ResultsError: If the turn is stale.
        """
        self._finish(turn, "lost", error, now)

    def _finish(self, turn: Turn, state: str, error: str, now: datetime) -> None:
        with self._database.write():
            values = {"state": state, "error": error}
            change = f"{_FREE}, body = NULL, state = :state, error = :error"
            self._end(turn, change, values)
            reserved = self._accounts.charged(turn.job.id)
            back = -reserved if state == "released" else Charge()
            self._accounts.enter(turn.job.id, "final", back, now)

    def _end(self, turn: Turn, change: str, values: Mapping[str, Any]) -> None:
        changed = self._database.execute(
            f"UPDATE device_turns SET {change} WHERE job_id = :id "  # noqa: S608 - constant text
            "AND state = 'running' AND token = :token",
            {**values, "id": turn.job.id, "token": turn.token},
        )
        if not changed:
            raise ResultsError(
                f"the turn of {turn.worker} at device job {turn.job.id} is stale: "
                "another one has it or has finished it; nothing was recorded"
            )

    def reclaim(self, gone: Callable[[str], bool]) -> int:
        """End the turns of workers that no longer run, and return how many."""
        held = self._database.rows(
            "SELECT DISTINCT worker FROM device_turns WHERE state = 'running'"
        )
        lost = [row["worker"] for row in held if gone(row["worker"])]
        with self._database.write() as database:
            return sum(database.execute(f"{_BACK} AND worker = ?", (worker,)) for worker in lost)

    def forget(self, before: datetime) -> int:
        """Delete the results of jobs reserved before a time; accounts stay.

        Returns:
            How many results were deleted.
        """
        with self._database.write() as database:
            return database.execute(
                "UPDATE device_turns SET result = NULL WHERE result IS NOT NULL "
                "AND state = 'settled' AND job_id IN "
                "(SELECT id FROM device_jobs WHERE reserved_at < ?)",
                (seconds(before),),
            )

    def usage(self, month: str | None = None) -> list[UsageRow]:
        """Return what was used, by month, company, learner and device."""
        return self._accounts.usage(month)

    def daily(self) -> list[DayRow]:
        """Return what was used, by day of reservation, company, learner and device."""
        return self._accounts.daily()


_JOB = (
    "SELECT jobs.*, turns.state, turns.runs, turns.body, turns.result, turns.error "
    "FROM device_jobs AS jobs JOIN device_turns AS turns ON turns.job_id = jobs.id"
)
_WAITING = (
    "SELECT jobs.id, company, learner, device FROM device_turns AS turns "
    "JOIN device_jobs AS jobs ON jobs.id = turns.job_id WHERE state = 'reserved' ORDER BY jobs.id"
)
_OPEN = "SELECT 1 FROM device_turns WHERE state IN ('reserved', 'running') LIMIT 1"
_FREE = "token = NULL, leased_until = NULL"
_BACK = f"UPDATE device_turns SET state = 'reserved', {_FREE} WHERE state = 'running'"  # noqa: S608 - constant
