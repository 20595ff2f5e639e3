"""Write many judged attempts in one transaction: for loads that are made up to be measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.results.blobs import put_blob
from grader.results.chain import append_verdict
from grader.results.database import Database
from grader.results.migrations import results
from grader.results.records import Arrival, Judged
from grader.results.rows import arrival_row

__all__ = ["Graded", "write_graded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """An arrival with the one verdict on it."""

    arrival: Arrival
    judged: Judged
    judged_at: datetime


def write_graded(path: Path, attempts: Iterable[Graded]) -> int:
    """Append attempts that are done, as the queue would have left them; return how many.

    Raises:
        ResultsError: If the store refuses; nothing is recorded then.
    """
    database = Database(path, results)
    count = database.rows("SELECT COALESCE(MAX(id), 0) AS n FROM attempts")[0]["n"]
    first = count
    try:
        with database.write():
            for one in attempts:
                count += 1
                sha = put_blob(database, one.arrival.data)
                row = arrival_row(one.arrival, row_id=count, number=1, blob=sha)
                database.insert("attempts", row)
                database.insert(
                    "queue",
                    {
                        "attempt_id": count,
                        "state": "done",
                        "cause": "graded",
                        "runs": 1,
                        "failures": 0,
                        "not_before": 0,
                        "token": None,
                        "worker": "",
                        "leased_until": None,
                        "error": "",
                    },
                )
                append_verdict(
                    database,
                    count,
                    one.judged,
                    run_key="",
                    cause="graded",
                    frame=None,
                    now=one.judged_at,
                )
    finally:
        database.close()
    return int(count - first)
