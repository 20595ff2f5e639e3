"""The chain of verdicts: each row carries the hash of the one before, the end is signed."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from grader.results.database import Database
from grader.results.records import Broken, Head, Judged, LogEntry, canonical
from grader.results.rows import moment, seconds

__all__ = ["FIRST", "Ledger", "append_verdict"]

FIRST = "0" * 64
"""What the first row names as the hash before it."""

_LINKED = (
    *("id", "attempt_id", "exercise", "version", "digest", "outcome", "points", "cost", "verdict"),
    *("frame", "run_key", "cause", "copied_from", "judged_at", "judge_version"),
    *("isolation_level", "wall_s", "cpu_s", "peak_mib", "previous"),
)


def _link(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical([row[name] for name in _LINKED]).encode()).hexdigest()


def append_verdict(
    database: Database,
    attempt_id: int,
    judged: Judged,
    *,
    run_key: str,
    cause: str,
    frame: str | None,
    now: datetime,
) -> int:
    """Append one verdict within a `write` block and return its row id."""
    last = _last(database)
    verdict = judged.verdict
    row: dict[str, Any] = {
        "id": last["id"] + 1,
        "attempt_id": attempt_id,
        "exercise": verdict.exercise,
        "version": verdict.version,
        "digest": judged.digest,
        "outcome": str(verdict.outcome),
        "points": verdict.points,
        "cost": verdict.cost,
        "verdict": canonical(verdict.to_json()),
        "frame": frame,
        "run_key": run_key,
        "cause": cause,
        "copied_from": judged.copied_from,
        "judged_at": seconds(now),
        "judge_version": judged.judge_version,
        "isolation_level": judged.isolation_level,
        "wall_s": float(judged.wall_s),
        "cpu_s": float(judged.cpu_s),
        "peak_mib": float(judged.peak_mib),
        "previous": last["hash"],
    }
    database.insert("verdicts", {**row, "hash": _link(row)})
    return int(row["id"])


def _last(database: Database) -> dict[str, Any]:
    found = database.rows("SELECT id, hash FROM verdicts ORDER BY id DESC LIMIT 1")
    return found[0] if found else {"id": 0, "hash": FIRST}


class Ledger:
    """Proof that recorded verdicts are as they were recorded, and the audit log beside them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def audit(
        self, secret: bytes | None = None, *, head: Head | None = None, end: str | None = None
    ) -> Broken | None:
        """Check the whole chain.

        Args:
            secret: The deployment's secret; with it the stored heads are checked as well.
            head: A head kept elsewhere, e.g. the one that a board was published with: shows
                that rows were cut off the end.
            end: The hash alone of such a head: most boards tell no counts, and so name no row.

        Returns:
            The first place that does not hold, or ``None``.
        """
        heads = [*self._heads(), *([] if head is None else [head])]
        hashes: dict[int, str] = {0: FIRST}
        previous = FIRST
        for number, row in enumerate(self._database.rows("SELECT * FROM verdicts ORDER BY id"), 1):
            if row["id"] != number:
                return Broken(row=number, problem="the row is missing")
            if row["previous"] != previous:
                return Broken(row=number, problem="it does not name the hash of the row before")
            if row["hash"] != _link(row):
                return Broken(row=number, problem="its content was changed after recording")
            previous = hashes[number] = row["hash"]
        if end is not None and end not in hashes.values():
            return Broken(row=len(hashes), problem="no row has the hash that a board was given")
        return _first_false(heads, hashes, secret)

    def sign(self, secret: bytes, now: datetime) -> Head:
        """Sign the chain's present end and record that; boards publish it."""
        with self._database.write():
            last = _last(self._database)
            head = Head(
                row=last["id"],
                hash=last["hash"],
                signed_at=moment(seconds(now)),
                signature=_signature(secret, last["id"], last["hash"], now),
            )
            stored = self._heads()
            if not stored or (stored[-1].row, stored[-1].hash) != (head.row, head.hash):
                self._database.insert(
                    "heads",
                    {
                        "row": head.row,
                        "hash": head.hash,
                        "signed_at": seconds(now),
                        "signature": head.signature,
                    },
                )
        return head

    def log(self, *, actor: str, action: str, subject: str, detail: str, now: datetime) -> None:
        """Add a line to the audit log."""
        with self._database.write():
            note(
                self._database, actor=actor, action=action, subject=subject, detail=detail, now=now
            )

    def entries(self) -> list[LogEntry]:
        """Return the audit log, oldest first."""
        rows = self._database.rows("SELECT * FROM audit_log ORDER BY id")
        return [LogEntry(**{**row, "at": moment(row["at"])}) for row in rows]

    def erase(self, learner: str, *, actor: str, now: datetime) -> int:
        """Delete a learner's notebooks and answers, and leave a tombstone; verdicts stay.

        Bytes that another learner handed in as well are kept for that learner.

        Returns:
            How many stored pieces were deleted.
        """
        mine = (
            "SELECT sha FROM (SELECT learner, blob AS sha FROM attempts UNION "
            "SELECT learner, frame FROM verdicts JOIN attempts ON attempts.id = attempt_id "
            "WHERE frame IS NOT NULL) WHERE learner {op} :who"
        )
        with self._database.write() as database:
            deleted = database.execute(
                f"DELETE FROM blobs WHERE sha IN ({mine.format(op='=')}) "  # noqa: S608 - constant
                f"AND sha NOT IN ({mine.format(op='<>')} "
                # Bytes of two who both left are nobody's.
                "AND learner NOT IN (SELECT learner FROM tombstones))",
                {"who": learner},
            )
            # What waits to be judged has no bytes any more.
            database.execute(
                "UPDATE queue SET state = 'done', error = 'erased' WHERE state IN "
                "('waiting', 'parked') AND attempt_id IN "
                "(SELECT id FROM attempts WHERE learner = ?)",
                (learner,),
            )
            # What the learner ran on devices; a job that still waits is run, for nobody.
            database.execute(
                "UPDATE device_turns SET result = NULL WHERE result IS NOT NULL AND job_id IN "
                "(SELECT id FROM device_jobs WHERE learner = ?)",
                (learner,),
            )
            if not database.rows("SELECT 1 FROM tombstones WHERE learner = ?", (learner,)):
                database.insert("tombstones", {"learner": learner, "erased_at": seconds(now)})
            note(database, actor=actor, action="erased", subject=learner,
                 detail=f"{deleted} pieces", now=now)  # fmt: skip
        self._database.forget()
        return deleted

    def tombstones(self) -> frozenset[str]:
        """Return the learners whose rows no board may show any more, old boards included."""
        rows = self._database.rows("SELECT learner FROM tombstones")
        return frozenset(row["learner"] for row in rows)

    def _heads(self) -> list[Head]:
        rows = self._database.rows("SELECT row, hash, signed_at, signature FROM heads ORDER BY id")
        return [Head(**{**row, "signed_at": moment(row["signed_at"])}) for row in rows]


def note(
    database: Database, *, actor: str, action: str, subject: str, detail: str, now: datetime
) -> None:
    """Add a line to the audit log within a `write` block."""
    row = {"at": seconds(now), "actor": actor, "action": action, "subject": subject}
    database.insert("audit_log", {**row, "detail": detail})


def _signature(secret: bytes, row: int, link: str, now: datetime) -> str:
    text = canonical(["head", row, link, seconds(now)])
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def _first_false(heads: list[Head], hashes: dict[int, str], secret: bytes | None) -> Broken | None:
    for head in heads:
        if head.row not in hashes:
            return Broken(row=len(hashes), problem=f"rows up to {head.row} were signed; cut off")
        if hashes[head.row] != head.hash:
            return Broken(row=head.row, problem="the chain was rewritten after it was signed")
        if secret is not None and not hmac.compare_digest(
            head.signature, _signature(secret, head.row, head.hash, head.signed_at)
        ):
            return Broken(row=head.row, problem="the signature of the chain's end is not ours")
    return None
