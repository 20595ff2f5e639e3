"""Turn rows of the tables into records; times are whole seconds since 1970 UTC there."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from grader.results.records import Arrival, Attempt, VerdictRow
from grader.verdict import Verdict

__all__ = ["arrival_row", "attempt", "moment", "seconds", "verdict_row"]


def seconds(moment: datetime) -> int:
    """Return whole seconds since 1970 UTC.

    Raises:
        ValueError: If `moment` has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; use aware UTC times")
    return int(moment.timestamp())


def moment(value: int) -> datetime:
    """Return an aware UTC time of seconds since 1970."""
    return datetime.fromtimestamp(value, UTC)


def verdict_row(row: Mapping[str, Any]) -> VerdictRow:
    """Build a `VerdictRow` from a row of the joined view."""
    verdict = Verdict.from_json(json.loads(row["verdict"]))
    return VerdictRow(
        id=row["id"],
        attempt_id=row["attempt_id"],
        learner=row["learner"],
        course=row["course"],
        assignment=row["assignment"],
        exercise=row["exercise"],
        version=row["version"],
        digest=row["digest"],
        outcome=verdict.outcome,
        reason_key=verdict.reason.key,
        points=verdict.points,
        max_points=verdict.max_points,
        cost=verdict.cost,
        merit=verdict.merit,
        metrics=verdict.metrics,
        method=verdict.method,
        submitted_at=moment(row["submitted_at"]),
        judged_at=moment(row["judged_at"]),
        judge_version=row["judge_version"],
        isolation_level=row["isolation_level"],
        wall_s=row["wall_s"],
        cpu_s=row["cpu_s"],
        peak_mib=row["peak_mib"],
        frame=row["frame"],
        cause=row["cause"],
        superseded=bool(row["superseded"]),
        counted=bool(row["counted"]),
        demo=bool(row["demo"]),
        verdict=verdict,
    )


def attempt(row: Mapping[str, Any]) -> Attempt:
    """Build an `Attempt` from a row of its table."""
    claimed = row["claimed_at"]
    return Attempt(
        id=row["id"],
        learner=row["learner"],
        course=row["course"],
        assignment=row["assignment"],
        notebook=row["notebook"],
        language=row["language"],
        arrival=row["arrival"],
        number=row["number"],
        blob=row["blob"],
        submitted_at=moment(row["submitted_at"]),
        claimed_at=None if claimed is None else moment(claimed),
        demo=bool(row["demo"]),
        counted=bool(row["counted"]),
    )


def arrival_row(arrival: Arrival, *, row_id: int, number: int, blob: str) -> dict[str, Any]:
    """Return the row of an attempt that is recorded for the first time."""
    claimed = arrival.claimed_at
    return {
        "id": row_id,
        "learner": arrival.learner,
        "course": arrival.course,
        "assignment": arrival.assignment,
        "notebook": arrival.notebook,
        "language": arrival.language,
        "arrival": arrival.arrival,
        "number": number,
        "blob": blob,
        "submitted_at": seconds(arrival.submitted_at),
        "claimed_at": None if claimed is None else seconds(claimed),
        "demo": int(arrival.demo),
        "counted": int(arrival.cap is None or number <= arrival.cap),
    }
