"""The durable queue: an attempt waits, is leased, and ends with its verdicts in one transaction.

A lease is fenced by its token: once it ran out and any worker asked for work again, or another
worker was given the attempt, the old token is void and what comes with it is refused.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from grader.errors import ResultsError
from grader.results.blobs import put_blob
from grader.results.chain import append_verdict, note
from grader.results.database import Database
from grader.results.records import Arrival, Attempt, Judged, Lease, QueueEntry
from grader.results.rows import arrival_row, attempt, moment, seconds

__all__ = ["MAX_RETRIES", "MAX_RUNS", "Queue"]

MAX_RETRIES = 3
"""Runs after the first that an attempt gets when our side fails."""
MAX_RUNS = 12
"""Leases that an attempt gets in all: one that takes every worker down with it must end."""


class Queue:
    """Attempts on their way from arrival to verdicts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def arrive(self, arrival: Arrival) -> Attempt:
        """Record an arrival and put it into the queue; the same arrival twice is one attempt.

        Raises:
            ResultsError: If the arrival id is taken by other bytes, or the learner was erased.
        """
        key = (arrival.learner, arrival.course, arrival.assignment)
        with self._database.write() as database:
            if was_erased(database, arrival.learner):
                raise ResultsError(f"{arrival.learner} was erased; nothing of theirs is taken in")
            known = database.rows(
                "SELECT * FROM attempts WHERE learner = ? AND course = ? AND assignment = ? "
                "AND arrival = ?",
                (*key, arrival.arrival),
            )
            sha = put_blob(database, arrival.data)
            if known:
                if known[0]["blob"] != sha:
                    raise ResultsError(
                        f"arrival {arrival.arrival!r} of {arrival.learner} was recorded with other "
                        "bytes; an arrival never changes, hand it in under a new id"
                    )
                return attempt(known[0])
            before = sum(
                database.rows(
                    "SELECT COUNT(*) AS n FROM attempts WHERE learner = ? AND course = ? "
                    "AND assignment = ?",
                    (arrival.learner, *place),
                )[0]["n"]
                for place in {(arrival.course, arrival.assignment), *arrival.shares}
            )
            last = database.rows("SELECT COALESCE(MAX(id), 0) AS n FROM attempts")[0]["n"]
            row = arrival_row(arrival, row_id=last + 1, number=before + 1, blob=sha)
            database.insert("attempts", row)
            database.insert("queue", {"attempt_id": row["id"], **_WAITING, "cause": "graded"})
            return attempt(row)

    def lease(self, worker: str, now: datetime, seconds_: float) -> Lease | None:
        """Take the oldest attempt that waits, or whose lease ran out.

        Attempts that were leased least often come first, so that one which takes its worker
        down keeps nobody else waiting.

        Returns:
            The lease, or ``None`` if nothing is to be done now.
        """
        at = seconds(now)
        until = moment(seconds(now + timedelta(seconds=seconds_)))
        with self._database.write() as database:
            database.execute(
                "UPDATE queue SET state = 'waiting', token = NULL, leased_until = NULL "
                "WHERE state = 'leased' AND leased_until <= ?",
                (at,),
            )
            _park_hopeless(database)
            found = database.rows(
                "SELECT queue.runs, queue.cause, attempts.* FROM queue "
                "JOIN attempts ON attempts.id = queue.attempt_id "
                "WHERE queue.state = 'waiting' AND queue.not_before <= ? "
                "ORDER BY queue.runs, queue.attempt_id LIMIT 1",
                (at,),
            )
            if not found:
                return None
            lease = Lease(
                attempt=attempt(found[0]),
                token=secrets.token_hex(16),
                worker=worker,
                until=until,
                run=found[0]["runs"] + 1,
                cause=found[0]["cause"],
            )
            database.execute(
                "UPDATE queue SET state = 'leased', token = ?, worker = ?, leased_until = ?, "
                "runs = ? WHERE attempt_id = ?",
                (lease.token, worker, seconds(until), lease.run, lease.attempt.id),
            )
            return lease

    def reclaim(self, gone: Callable[[str], bool]) -> int:
        """End the leases of workers that are known to be gone, before they run out.

        Args:
            gone: Whether the worker of this name no longer runs; called once per worker.

        Returns:
            How many attempts wait again.
        """
        leased = self._database.rows("SELECT DISTINCT worker FROM queue WHERE state = 'leased'")
        lost = [row["worker"] for row in leased if gone(row["worker"])]
        if not lost:
            return 0
        with self._database.write() as database:
            return sum(
                database.execute(
                    "UPDATE queue SET state = 'waiting', token = NULL, leased_until = NULL "
                    "WHERE state = 'leased' AND worker = ?",
                    (worker,),
                )
                for worker in lost
            )

    def heartbeat(self, lease: Lease, now: datetime, seconds_: float) -> Lease:
        """Make a lease last longer.

        Raises:
            ResultsError: If the lease is stale.
        """
        until = moment(seconds(now + timedelta(seconds=seconds_)))
        with self._database.write() as database:
            self._settle(database, lease, "leased_until = :until", {"until": seconds(until)})
        return Lease(
            attempt=lease.attempt,
            token=lease.token,
            worker=lease.worker,
            until=until,
            run=lease.run,
            cause=lease.cause,
        )

    def complete(
        self,
        lease: Lease,
        judged: Sequence[Judged],
        now: datetime,
        *,
        run_key: str = "",
        remark: str = "",
    ) -> tuple[int, ...]:
        """Record the verdicts and end the attempt, in one transaction.

        Args:
            lease: The lease under which the attempt was judged.
            judged: One for each exercise of the assignment.
            now: The time of judging.
            run_key: The `idempotency_key` of the run, if later runs may copy its verdicts.
            remark: Kept with the queue entry, e.g. why a notebook has no verdicts.

        Returns:
            Ids of the verdict rows.

        Raises:
            ResultsError: If the lease is stale; nothing is recorded then.
        """
        with self._database.write() as database:
            self._settle(database, lease, _CLOSED + "state = 'done', error = :error",
                         {"error": remark})  # fmt: skip
            copied = any(one.copied_from is not None for one in judged)
            cause = "cached" if copied and lease.cause == "graded" else lease.cause
            # Somebody may have left while the answer was judged: the verdict counts, no bytes stay.
            keep = not was_erased(database, lease.attempt.learner)
            rows = tuple(
                append_verdict(
                    database,
                    lease.attempt.id,
                    one,
                    run_key=run_key,
                    cause=cause,
                    frame=put_blob(database, one.frame) if keep and one.frame else None,
                    now=now,
                )
                for one in judged
            )
            detail = f"run {lease.run}: {len(rows)} verdicts"
            note(database, actor=lease.worker, action=cause, now=now,
                 subject=f"attempt {lease.attempt.id}", detail=detail)  # fmt: skip
        return rows

    def fail(
        self, lease: Lease, error: str, now: datetime, *, retry_after_s: float = 0.0
    ) -> QueueEntry:
        """Put an attempt back after a failure of our own; park it when the retries are used up.

        Raises:
            ResultsError: If the lease is stale.
        """
        not_before = seconds(now + timedelta(seconds=retry_after_s))
        with self._database.write() as database:
            self._settle(
                database,
                lease,
                _CLOSED + "error = :error, not_before = :not_before, failures = failures + 1, "
                "state = CASE WHEN failures < :most THEN 'waiting' ELSE 'parked' END",
                {"error": error, "not_before": not_before, "most": MAX_RETRIES},
            )
            entry = self._entry(database, lease.attempt.id)
            note(
                database,
                actor=lease.worker,
                action=f"failed, {entry.state}",
                now=now,
                subject=f"attempt {lease.attempt.id}",
                detail=error,
            )
        return entry

    def requeue(self, attempt_id: int, *, cause: str, actor: str, now: datetime) -> None:
        """Have a finished or parked attempt judged (again): a rejudge, or after a repair.

        Its earlier verdicts stay; the new ones supersede them.

        Raises:
            ResultsError: If there is no such attempt, or a worker has it at this moment.
        """
        with self._database.write() as database:
            changed = database.execute(
                "UPDATE queue SET state = 'waiting', runs = 0, failures = 0, not_before = 0, "
                "error = '', "
                "cause = CASE WHEN state = 'parked' THEN cause ELSE :cause END "
                "WHERE attempt_id = :id AND state <> 'leased'",
                {"cause": cause, "id": attempt_id},
            )
            if not changed:
                raise ResultsError(
                    f"attempt {attempt_id} is unknown, or being graded now; see `qskills audit`"
                )
            note(database, actor=actor, action="requeued", now=now,
                 subject=f"attempt {attempt_id}", detail=cause)  # fmt: skip

    def supersede(
        self, attempt_id: int, judged: Sequence[Judged], *, cause: str, actor: str, now: datetime
    ) -> tuple[int, ...]:
        """Record newer verdicts of a finished attempt beside those it has, in one transaction.

        Returns:
            Ids of the new rows.

        Raises:
            ResultsError: If the attempt is not finished: its verdicts are on their way anyhow.
        """
        with self._database.write() as database:
            if self._entry(database, attempt_id).state != "done":
                raise ResultsError(
                    f"attempt {attempt_id} is not finished; grade it, then rejudge once more"
                )
            rows = tuple(
                append_verdict(
                    database,
                    attempt_id,
                    one,
                    run_key="",
                    cause=cause,
                    frame=None if one.frame is None else put_blob(database, one.frame),
                    now=now,
                )
                for one in judged
            )
            note(database, actor=actor, action=cause, now=now,
                 subject=f"attempt {attempt_id}", detail=f"{len(rows)} verdicts")  # fmt: skip
        return rows

    def entry(self, attempt_id: int) -> QueueEntry:
        """Return where an attempt stands.

        Raises:
            ResultsError: If there is no such attempt.
        """
        return self._entry(self._database, attempt_id)

    def parked(self) -> list[QueueEntry]:
        """Return the attempts that wait for an operator."""
        rows = self._database.rows(
            f"SELECT {_ENTRY} FROM queue WHERE state = 'parked' ORDER BY attempt_id"  # noqa: S608
        )
        return [QueueEntry(**row) for row in rows]

    def counts(self) -> Counter[str]:
        """Return how many attempts are in each state."""
        rows = self._database.rows("SELECT state, COUNT(*) AS n FROM queue GROUP BY state")
        return Counter({row["state"]: row["n"] for row in rows})

    def _entry(self, database: Database, attempt_id: int) -> QueueEntry:
        rows = database.rows(
            f"SELECT {_ENTRY} FROM queue WHERE attempt_id = ?",  # noqa: S608 - constant columns
            (attempt_id,),
        )
        if not rows:
            raise ResultsError(f"no attempt {attempt_id}")
        return QueueEntry(**rows[0])

    def _settle(
        self, database: Database, lease: Lease, change: str, values: Mapping[str, Any]
    ) -> None:
        changed = database.execute(
            f"UPDATE queue SET {change} WHERE attempt_id = :id "  # noqa: S608 - constant text
            "AND state = 'leased' AND token = :token",
            {**values, "id": lease.attempt.id, "token": lease.token},
        )
        if not changed:
            raise ResultsError(
                f"the lease of {lease.worker} on attempt {lease.attempt.id} is stale: "
                "another worker has it or has finished it; nothing was recorded"
            )


_ENTRY = "attempt_id, state, runs, failures, worker, error, cause"
_CLOSED = "token = NULL, leased_until = NULL, "
_WAITING = {
    "state": "waiting",
    "runs": 0,
    "failures": 0,
    "not_before": 0,
    "worker": "",
    "error": "",
}


def was_erased(database: Database, learner: str) -> bool:
    """Say whether a learner left for good."""
    return bool(database.rows("SELECT 1 FROM tombstones WHERE learner = ?", (learner,)))


def _park_hopeless(database: Database) -> None:
    database.execute(
        "UPDATE queue SET state = 'parked', error = ? WHERE state = 'waiting' AND runs >= ?",
        (f"its worker vanished {MAX_RUNS} times", MAX_RUNS),
    )
