"""Weekly releases: computed once for every closed ISO week, kept append-only in ``releases.db``.

Whatever is published later of a week is what was released then. Beside the releases stands, for
each cell, on whose contributions it rested so far (as numbers only): rule R4 needs that.
"""

import json
import sqlite3  # noqa: TID251 - the releases are kept here only
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from leaderboard.attempts import Attempts
from leaderboard.board import BoardInvalid
from leaderboard.cells import ACTIVITY, Last, activity_cell, decide, with_quarters
from leaderboard.disclosure import HEADLINE, POOLED, Cell, Memory, Rules
from leaderboard.panel import Panel, Tokens
from leaderboard.progress import Week, closed_weeks, walk
from leaderboard.records import Inputs
from leaderboard.spreads import spread_cells
from leaderboard.stuck import stuck_cells
from leaderboard.tally import Tally

__all__ = ["ReleaseStore", "release_week", "release_weeks"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS release (
    ends_at INTEGER NOT NULL, company TEXT NOT NULL, skill TEXT NOT NULL, period TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('released', 'held', 'withheld')), reason TEXT NOT NULL,
    n INTEGER NOT NULL, contributors INTEGER NOT NULL, largest INTEGER NOT NULL,
    as_of INTEGER NOT NULL, shown TEXT NOT NULL, computed_at INTEGER NOT NULL,
    PRIMARY KEY (ends_at, company, skill)) STRICT;
CREATE TABLE IF NOT EXISTS memory (
    company TEXT NOT NULL, skill TEXT NOT NULL, ends_at INTEGER, seen BLOB NOT NULL,
    always BLOB NOT NULL, refused BLOB, PRIMARY KEY (company, skill)) STRICT;
CREATE TRIGGER IF NOT EXISTS release_no_update BEFORE UPDATE ON release
    BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
CREATE TRIGGER IF NOT EXISTS release_no_delete BEFORE DELETE ON release
    BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
"""
_CELL = "period, company, skill, status, reason, n, contributors, largest, as_of, shown"


class ReleaseStore:
    """The releases of one installation.

    Raises:
        BoardInvalid: If the file is of a version that remembered too little for rule R4.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as db:
            if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'contribution'").fetchone():
                raise BoardInvalid(
                    f"{path} is of an earlier version, which did not remember enough to release "
                    "more; move it away and publish again: all weeks are released anew then"
                )
            db.executescript(_SCHEMA)

    def released_until(self) -> int | None:
        """Return the end of the last week that was released."""
        with self._open() as db:
            end: int | None = db.execute("SELECT max(ends_at) FROM release").fetchone()[0]
        return end

    def last_period(self) -> str:
        """Return the code of the last week that was released, ``""`` before the first."""
        with self._open() as db:
            code: str = db.execute("SELECT ifnull(max(period), '') FROM release").fetchone()[0]
        return code

    def cells(self) -> tuple[Cell, ...]:
        """Return every cell of every week, oldest first."""
        with self._open() as db:
            rows = db.execute(
                f"SELECT {_CELL} FROM release ORDER BY ends_at, company, skill"  # noqa: S608 - constant
            ).fetchall()
        return tuple(_cell(row) for row in rows)

    def remembered(self) -> Last:
        """Return what R4 needs to know of each cell."""
        columns = ", ".join(f"r.{name}" for name in _CELL.split(", "))
        with self._open() as db:
            rows = db.execute(
                f"SELECT m.company, m.skill, seen, always, refused, {columns} FROM memory AS m "  # noqa: S608 - constant
                "LEFT JOIN release AS r USING (company, skill, ends_at)"
            ).fetchall()
        return {
            (company, skill): Memory(
                cell=None if row[0] is None else _cell(row),
                seen=_tokens(seen),
                always=_tokens(always),
                refused=None if refused is None else _tokens(refused),
            )
            for company, skill, seen, always, refused, *row in rows
        }

    def append(
        self,
        weeks: Sequence[tuple[Week, Sequence[Cell]]],
        last: Last,
        computed_at: int,
    ) -> None:
        """Add weeks and replace what is remembered, all or nothing."""
        releases = [
            (
                *(week.ends_at, cell.company, cell.skill, cell.period, cell.status, cell.reason),
                *(cell.n, cell.contributors, cell.largest, cell.as_of),
                json.dumps(dict(cell.values)),
                computed_at,
            )
            for week, cells in weeks
            for cell in cells
        ]
        memories = [
            (
                *(company, skill, memory.cell.as_of if memory.cell else None),
                *(memory.seen.tobytes(), memory.always.tobytes()),
                None if memory.refused is None else memory.refused.tobytes(),
            )
            for (company, skill), memory in last.items()
        ]
        with self._open() as db, db:
            db.executemany(f"INSERT INTO release VALUES ({', '.join('?' * 12)})", releases)  # noqa: S608
            db.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?, ?, ?)", memories)

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
    # By its code: where the time zone was changed, a released week may end once more.
    period = store.last_period()
    weeks = [week for week in closed_weeks(start, now, inputs.time_zone) if week.code > period]
    if weeks:
        last = store.remembered()
        attempts = Attempts.of(inputs, tally.results())
        made = []
        for week, panel, submitted in walk(inputs, weeks, attempts):
            made.append((week, release_week(week, panel, submitted, inputs, rules, last)))
        week, cells = made[-1]
        spread, stuck = attempts.fared(), attempts.fared(until=week.ends_at)
        period, end = week.code, week.ends_at
        cells += spread_cells(spread, period=period, as_of=end, rules=rules, last=last)
        cells += stuck_cells(stuck, period=period, as_of=end, rules=rules, last=last)
        store.append(made, last, now)
    return store.cells()


def release_week(
    week: Week, panel: Panel, submitted: Tokens, inputs: Inputs, rules: Rules, last: Last
) -> list[Cell]:
    """Return the cells of one week and remember them in `last`.

    Args:
        week: The week that closed.
        panel: Everybody who was enrolled at its end.
        submitted: Keys of those with a judged submission in it.
        inputs: For the companies' choices of standing, which are kept with the week.
        rules: Settings.
        last: What was remembered the week before; brought up to date.
    """
    cells: list[Cell] = []
    groups = dict(panel.groups())
    nobody = panel.take(np.zeros(0, np.int64))
    # A company without learners stands beside those with few: being left out would say "none".
    known = dict.fromkeys([*(company.id for company in inputs.companies), *groups])
    for company, group in ((POOLED, panel), *((one, groups.get(one, nobody)) for one in known)):
        for skill in (HEADLINE, *panel.skills):
            cell, last[company, skill] = decide(
                group,
                period=week.code,
                as_of=week.ends_at,
                company=company,
                skill=skill,
                rules=rules,
                last=last.get((company, skill)),
            )
            cells.append(cell)
    activity, last[POOLED, ACTIVITY] = activity_cell(
        cells[0],
        len(panel.keys),
        submitted,
        as_of=week.ends_at,
        rules=rules,
        last=last.get((POOLED, ACTIVITY)),
    )
    cells.append(activity)
    standing = {company.id: company.standing for company in inputs.companies}
    return [_chosen(cell, standing) for cell in with_quarters(cells, rules)]


def _chosen(cell: Cell, standing: Mapping[str, str]) -> Cell:
    if cell.skill != HEADLINE or cell.company not in standing or not cell.values:
        return cell
    return replace(cell, values={**cell.values, "standing": standing[cell.company]})


def _tokens(blob: bytes) -> Tokens:
    return np.frombuffer(blob, np.uint64)


def _cell(row: Sequence[Any]) -> Cell:
    known = dict(zip(_CELL.split(", "), row, strict=True))
    return Cell(values=json.loads(known.pop("shown")), **known)
