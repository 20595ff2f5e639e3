"""Weekly releases: computed once for every closed ISO week, kept append-only in ``releases.db``.

Whatever is published later of a week is what was released then. Beside the releases stands, for
each cell, who contributed what when it was last released (digests only): rule R4 needs that.
"""

import json
import sqlite3  # noqa: TID251 - the releases are kept here only
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from leaderboard.disclosure import (
    HEADLINE,
    POOLED,
    Cell,
    Print,
    Rules,
    activity_cell,
    decide,
    fingerprint,
)
from leaderboard.progress import Reached, Week, closed_weeks, walk
from leaderboard.records import Inputs
from leaderboard.tally import Tally

__all__ = ["ReleaseStore", "release_weeks"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS release (
    ends_at INTEGER NOT NULL, company TEXT NOT NULL, skill TEXT NOT NULL, period TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('released', 'held', 'withheld')), reason TEXT NOT NULL,
    n INTEGER NOT NULL, contributors INTEGER NOT NULL, largest INTEGER NOT NULL,
    as_of INTEGER NOT NULL, shown TEXT NOT NULL, computed_at INTEGER NOT NULL,
    PRIMARY KEY (ends_at, company, skill)) STRICT;
CREATE TABLE IF NOT EXISTS contribution (
    company TEXT NOT NULL, skill TEXT NOT NULL, ends_at INTEGER NOT NULL, digests TEXT NOT NULL,
    PRIMARY KEY (company, skill)) STRICT;
CREATE TRIGGER IF NOT EXISTS release_no_update BEFORE UPDATE ON release
    BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
CREATE TRIGGER IF NOT EXISTS release_no_delete BEFORE DELETE ON release
    BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
"""
_CELL = "period, company, skill, status, reason, n, contributors, largest, as_of, shown"


class ReleaseStore:
    """The releases of one installation."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as db:
            db.executescript(_SCHEMA)

    def released_until(self) -> int | None:
        """Return the end of the last week that was released."""
        with self._open() as db:
            end: int | None = db.execute("SELECT max(ends_at) FROM release").fetchone()[0]
        return end

    def cells(self) -> tuple[Cell, ...]:
        """Return every cell of every week, oldest first."""
        with self._open() as db:
            rows = db.execute(
                f"SELECT {_CELL} FROM release ORDER BY ends_at, company, skill"  # noqa: S608 - constant
            ).fetchall()
        return tuple(_cell(row) for row in rows)

    def last_released(self) -> dict[tuple[str, str], tuple[Cell, Print]]:
        """Return each cell as last released, with the contributions of that time."""
        columns = ", ".join(f"r.{name}" for name in _CELL.split(", "))
        with self._open() as db:
            rows = db.execute(
                f"SELECT {columns}, c.digests FROM contribution AS c "  # noqa: S608 - constant
                "JOIN release AS r USING (company, skill, ends_at)"
            ).fetchall()
        return {(row[1], row[2]): (_cell(row[:-1]), json.loads(row[-1])) for row in rows}

    def append(
        self,
        weeks: Sequence[tuple[Week, Sequence[Cell]]],
        last: dict[tuple[str, str], tuple[Cell, Print]],
        computed_at: int,
    ) -> None:
        """Add weeks and replace the contributions, all or nothing."""
        releases = [
            (
                *(week.ends_at, cell.company, cell.skill, cell.period, cell.status, cell.reason),
                *(cell.n, cell.contributors, cell.largest, cell.as_of),
                json.dumps(cell.values),
                computed_at,
            )
            for week, cells in weeks
            for cell in cells
        ]
        prints = [
            (company, skill, cell.as_of, json.dumps(digests))
            for (company, skill), (cell, digests) in last.items()
        ]
        with self._open() as db, db:
            db.executemany(f"INSERT INTO release VALUES ({', '.join('?' * 12)})", releases)  # noqa: S608
            db.executemany("INSERT OR REPLACE INTO contribution VALUES (?, ?, ?, ?)", prints)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30)) as db:
            db.execute("PRAGMA synchronous=FULL")
            yield db


def release_weeks(
    store: ReleaseStore, inputs: Inputs, tally: Tally, rules: Rules, now: int
) -> tuple[Cell, ...]:
    """Release every closed week that has none yet; return all cells of all weeks.

    A week waits until everything that was submitted in it is judged. Submissions that arrive
    later, and rejudged ones, enter the next release.
    """
    if inputs.pending_since is not None:
        now = min(now, inputs.pending_since)
    start = store.released_until()
    if start is None:
        start = tally.value("SELECT min(submitted_at) FROM result") or now
    weeks = list(closed_weeks(start, now, inputs.time_zone))
    if weeks:
        last = store.last_released()
        made = []
        for week, everybody, activity in walk(inputs, weeks, tally.results()):
            cells = [activity_cell(activity, period=week.code, as_of=week.ends_at, rules=rules)]
            for company, group in _groups(everybody).items():
                cells += _release_group(week, company, group, rules, last)
            made.append((week, cells))
        store.append(made, last, now)
    return store.cells()


def _groups(everybody: Sequence[Reached]) -> dict[str, list[Reached]]:
    groups: defaultdict[str, list[Reached]] = defaultdict(list)
    groups[POOLED] = list(everybody)
    for one in everybody:
        groups[one.company].append(one)
    return groups


def _release_group(
    week: Week,
    company: str,
    group: Sequence[Reached],
    rules: Rules,
    last: dict[tuple[str, str], tuple[Cell, Print]],
) -> list[Cell]:
    skills = sorted(group[0].mastery) if group else []
    cells = []
    for skill in (HEADLINE, *skills):
        cell = decide(
            group,
            period=week.code,
            as_of=week.ends_at,
            company=company,
            skill=skill,
            rules=rules,
            last=last.get((company, skill)),
        )
        if cell.status == "released":
            last[company, skill] = (cell, fingerprint(group, skill))
        cells.append(cell)
    return cells


def _cell(row: Sequence[Any]) -> Cell:
    known = dict(zip(_CELL.split(", "), row, strict=True))
    return Cell(values=json.loads(known.pop("shown")), **known)
