"""results.db: everything that was handed in and every verdict on it."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from grader.errors import ResultsError
from grader.results.blobs import get_blob
from grader.results.chain import Ledger
from grader.results.database import BUSY_TIMEOUT_S, Database
from grader.results.migrations import results
from grader.results.queue import Queue
from grader.results.records import (
    DETERMINISTIC,
    Attempt,
    Baseline,
    Broken,
    Judged,
    VerdictRow,
    canonical,
)
from grader.results.retention import retain
from grader.results.rows import attempt, moment, seconds, verdict_row
from grader.verdict import Outcome, Verdict

__all__ = ["RECORDED", "Recorded", "Store"]

_JOINED = """
SELECT verdicts.*, attempts.learner, attempts.course, attempts.assignment, attempts.submitted_at,
       attempts.counted, attempts.demo,
       EXISTS (SELECT 1 FROM superseded WHERE superseded.id = verdicts.id) AS superseded
FROM verdicts JOIN attempts ON attempts.id = verdicts.attempt_id
"""


RECORDED = """
SELECT verdicts.id, attempt_id, exercise, version, outcome, points, cost, cause, judged_at,
       judge_version, isolation_level, learner, course, assignment, language, submitted_at, counted,
       demo, json_extract(verdict, '$.max_points'), json_extract(verdict, '$.merit'),
       json_extract(verdict, '$.metrics'), json_extract(verdict, '$.method'),
       json_extract(verdict, '$.reason.key'), json_extract(verdict, '$.reason.params')
FROM verdicts JOIN attempts ON attempts.id = attempt_id
WHERE verdicts.id > ? AND verdicts.id <= ? ORDER BY verdicts.id
"""
"""Query for the verdict rows behind one row id up to another, as `Recorded`, superseded ones too.

For those who attach the file and let SQLite carry the rows over.
"""


class Recorded(NamedTuple):
    """A verdict row as boards need it; times are seconds since 1970 UTC, JSON stays text."""

    id: int
    attempt_id: int
    exercise: str
    version: int
    outcome: str
    points: int
    cost: int | None
    cause: str
    judged_at: int
    judge_version: str
    isolation_level: int
    learner: str
    course: str
    assignment: str
    language: str
    submitted_at: int
    counted: bool
    demo: bool
    max_points: int
    merit: float | None
    metrics: str
    method: str
    reason_key: str
    reason: str


class Store:
    """The results store; usable by several threads, and by several processes with one each.

    Args:
        path: The file; made with its schema if missing.
        readonly: For publishing: nothing can be written through this store.

    Attributes:
        queue: Attempts on their way to verdicts.
        ledger: The chain's proof and the audit log.

    Raises:
        ResultsError: If the file cannot be used; the message names cause and cure.
    """

    def __init__(
        self, path: Path, *, readonly: bool = False, timeout_s: float = BUSY_TIMEOUT_S
    ) -> None:
        self._database = Database(path, results, readonly=readonly, timeout_s=timeout_s)
        self.queue = Queue(self._database)
        self.ledger = Ledger(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def attempts(self, *, learner: str | None = None) -> list[Attempt]:
        """Return attempts in order of recording, all of them or one learner's."""
        rows = self._database.rows(
            "SELECT * FROM attempts WHERE :learner IS NULL OR learner = :learner ORDER BY id",
            {"learner": learner},
        )
        return [attempt(row) for row in rows]

    def verdicts(
        self, *, include_superseded: bool = False, attempt_id: int | None = None
    ) -> list[VerdictRow]:
        """Return verdicts in order of recording, by default only those that stand."""
        rows = self._database.rows(
            f"SELECT * FROM ({_JOINED}) WHERE (:all OR NOT superseded) "  # noqa: S608 - constant
            "AND (:attempt IS NULL OR attempt_id = :attempt) ORDER BY id",
            {"all": include_superseded, "attempt": attempt_id},
        )
        return [verdict_row(row) for row in rows]

    def read_through(self) -> None:
        """Read every verdict row once.

        Raises:
            ResultsError: If the file is damaged.
        """
        for _ in self._database.each(RECORDED, (0, 1 << 62)):
            pass

    def pending_since(self) -> datetime | None:
        """Return when the earliest attempt that still waits for its verdicts was submitted."""
        found = self._database.rows(
            "SELECT MIN(submitted_at) AS at FROM queue JOIN attempts ON attempts.id = attempt_id "
            "WHERE state IN ('waiting', 'leased') AND NOT EXISTS "
            "(SELECT 1 FROM verdicts WHERE verdicts.attempt_id = attempts.id)"
        )[0]["at"]
        return None if found is None else moment(found)

    def baselines(self) -> list[Baseline]:
        """Return the yardsticks, the newest of each kind and label per exercise version."""
        rows = self._database.rows(
            "SELECT * FROM baselines WHERE id IN (SELECT MAX(id) FROM baselines "
            "GROUP BY exercise, version, kind, label) ORDER BY exercise, version, id"
        )
        return [
            Baseline(
                exercise=row["exercise"],
                version=row["version"],
                kind=row["kind"],
                label=row["label"],
                verdict=Verdict.from_json(json.loads(row["verdict"])),
                judged_at=moment(row["judged_at"]),
            )
            for row in rows
        ]

    def audit(self, secret: bytes | None = None) -> Broken | None:
        """Return the first place where the chain of verdicts does not hold, or ``None``."""
        return self.ledger.audit(secret)

    def watermark(self) -> int:
        """Return a number that rises whenever something is recorded that a board may show."""
        return int(
            self._database.rows(
                "SELECT (SELECT COUNT(*) FROM attempts) + (SELECT COUNT(*) FROM verdicts) "
                "+ (SELECT COUNT(*) FROM baselines) + (SELECT COUNT(*) FROM tombstones) AS n"
            )[0]["n"]
        )

    def retain(self, since: datetime, *, actor: str, now: datetime) -> int:
        """Delete notebooks and answers handed in before a time; return how many pieces."""
        return retain(self._database, since, actor=actor, now=now)

    def holds(self, sha: str) -> bool:
        """Say whether these bytes are still kept: retention and erasure delete some."""
        return bool(self._database.rows("SELECT 1 FROM blobs WHERE sha = ?", (sha,)))

    def blob(self, sha: str) -> bytes:
        """Return stored bytes: an attempt's notebook, or a verdict's answer.

        Raises:
            ResultsError: If they were never stored, were erased, or are damaged.
        """
        return get_blob(self._database, sha)

    def cached(self, sha: str, run_key: str) -> list[Judged]:
        """Return the verdicts of an equal earlier run, to be completed for a new attempt.

        Only a run all of whose verdicts are deterministic counts as equal; the caller's
        `idempotency_key` covers everything else that decides.

        Returns:
            One `Judged` per exercise, or an empty list: judge it.
        """
        rows = self._database.rows(
            f"SELECT * FROM ({_JOINED} WHERE blob = :sha AND run_key = :key AND run_key <> '' "  # noqa: S608 - constant
            "AND copied_from IS NULL) ORDER BY id",
            {"key": run_key, "sha": sha},
        )
        run = [row for row in rows if row["attempt_id"] == rows[-1]["attempt_id"]]
        standing = [row for row in run if not row["superseded"]]
        if {row["exercise"] for row in standing} != {row["exercise"] for row in run}:
            return []
        if any(Outcome(row["outcome"]) not in DETERMINISTIC for row in standing):
            return []
        try:
            return [self._copy(row) for row in standing]
        except ResultsError:  # an answer was erased with its owner, or is damaged: judge again
            return []

    def _copy(self, row: Mapping[str, Any]) -> Judged:
        return Judged(
            verdict=Verdict.from_json(json.loads(row["verdict"])),
            digest=row["digest"],
            judge_version=row["judge_version"],
            isolation_level=row["isolation_level"],
            frame=None if row["frame"] is None else self.blob(row["frame"]),
            wall_s=row["wall_s"],
            cpu_s=row["cpu_s"],
            peak_mib=row["peak_mib"],
            copied_from=row["id"],
        )

    def record_exercise(self, exercise: str, version: int, digest: str, now: datetime) -> None:
        """Note which content an exercise version has.

        Raises:
            ResultsError: If the content changed while the version did not.
        """
        with self._database.write() as database:
            if not self.check_exercise(exercise, version, digest):
                row = {"exercise": exercise, "version": version, "digest": digest}
                database.insert("exercises", {**row, "seen_at": seconds(now)})

    def check_exercise(self, exercise: str, version: int, digest: str) -> bool:
        """Return whether this content of an exercise version was noted before.

        Raises:
            ResultsError: If the content changed while the version did not.
        """
        known = self._database.rows(
            "SELECT digest FROM exercises WHERE exercise = ? AND version = ?", (exercise, version)
        )
        if known and known[0]["digest"] != digest:
            raise ResultsError(
                f"exercise {exercise!r} changed but is still version {version}: "
                f"raise `version` to {version + 1} in exercises/{exercise}/exercise.toml, "
                "or undo the change"
            )
        return bool(known)

    def record_baseline(self, baseline: Baseline) -> bool:
        """Append a yardstick unless the same one stands already.

        Returns:
            Whether a row was added.
        """
        key = (baseline.exercise, baseline.version, baseline.kind, baseline.label)
        text = canonical(baseline.verdict.to_json())
        with self._database.write() as database:
            last = database.rows(
                "SELECT verdict FROM baselines WHERE exercise = ? AND version = ? AND kind = ? "
                "AND label = ? ORDER BY id DESC LIMIT 1",
                key,
            )
            if last and last[0]["verdict"] == text:
                return False
            row = dict(zip(("exercise", "version", "kind", "label"), key, strict=True))
            judged_at = seconds(baseline.judged_at)
            database.insert("baselines", {**row, "verdict": text, "judged_at": judged_at})
        return True
