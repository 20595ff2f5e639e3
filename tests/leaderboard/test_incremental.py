"""Publishing what is new gives the boards that publishing everything anew gives."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from grader.identity import Identity
from grader.results.records import Judged, reference
from grader.verdict import Outcome
from leaderboard.board import Board, scope_file
from leaderboard.own import Own
from leaderboard.publish import publish
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState, board_files

OF_THE_BUILD = ("build_id", "built_at", "chain")


def hashes(boards: Path) -> dict[str, str]:
    """A hash of each table of each board file, what names the build left out."""
    found = {}
    for path in sorted(boards.glob("*.db")):
        with closing(sqlite3.connect(path)) as db:
            names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema "
                     "WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]  # fmt: skip
            for name in names:
                rows = sorted(map(repr, db.execute(f"SELECT * FROM {name}")))
                if name == "meta":
                    rows = [row for row in rows if not any(key in row for key in OF_THE_BUILD)]
                digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
                found[f"{path.stem}.{name}"] = digest
    return found


def at(own: ConsortiumState, minutes: int, *, full: bool = False) -> dict[str, str]:
    now = NOW + timedelta(minutes=minutes)
    publish(own.state.path, catalog=own.catalog, now=now, full=full)
    return hashes(own.state.boards)


def rejudge(own: ConsortiumState, attempt: int, cause: str) -> None:
    """Judge an attempt again, with another cost, as `qskills rejudge --apply` records it."""
    with own.open_store() as store:
        row = next(r for r in store.verdicts(attempt_id=attempt) if r.exercise == "toffoli-6cx")
        changed = row.verdict.__class__.from_json(
            row.verdict.to_json() | {"cost": (row.verdict.cost or 0) + 40, "points": 6000}
        )
        judged = Judged(
            verdict=changed, digest=row.digest, judge_version="3", isolation_level=4,
            wall_s=0.1, cpu_s=0.1, peak_mib=50.0,
        )  # fmt: skip
        store.queue.supersede(attempt, [judged], cause=cause, actor="test", now=NOW)


def attempt_of(own: ConsortiumState, exercise: str) -> int:
    member = Board(scope_file(own.state.boards, "member"))
    best = member.entries(exercise)[0]["result_id"]
    secret = own.state.secret()
    with own.open_store() as store:
        rows = store.verdicts()
    return next(row.attempt_id for row in rows if reference(secret, row.id) == best)


def test_step_by_step_equals_all_at_once(own_published):
    own = own_published
    own.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=NOW, cost=70)
    at(own, 1)
    own.submit(
        YOU, "bell-pair", Outcome.WRONG_ANSWER, at=NOW + timedelta(minutes=1), reason="value"
    )
    own.submit("l-000002", "bell-pair", at=NOW + timedelta(minutes=1), cost=13)
    at(own, 2)
    rejudge(own, attempt_of(own, "toffoli-6cx"), "par corrected")
    with Identity(own.state.identity) as identity:
        identity.decide("l-000002", "show-company", given=True, text_version="1", now=NOW)
    stepwise = at(own, 3)
    assert stepwise == at(own, 3, full=True)


def test_somebody_who_leaves_and_somebody_who_comes_back_are_counted_right(own_published):
    own = own_published
    for number, kind in enumerate(("staff", "learner")):
        with closing(sqlite3.connect(own.state.identity)) as db, db:
            db.execute("UPDATE people SET kind = ? WHERE number = 900", (kind,))
        stepwise = at(own, 1 + number)
        assert stepwise == at(own, 1 + number, full=True)


def test_a_rejudge_is_told_to_whom_it_moves(own_published):
    own = own_published
    first = Board(scope_file(own.state.boards, "member")).entries("toffoli-6cx")[0]
    rejudge(own, attempt_of(own, "toffoli-6cx"), "par corrected")
    at(own, 1)
    changes = Board(scope_file(own.state.boards, "admin")).rank_changes("toffoli-6cx")
    mine = {row["handle"]: row for row in changes}[first["handle"]]
    assert (mine["before"], mine["cause"]) == (first["rank"], "par corrected")
    assert mine["after"] > mine["before"]
    people = Own.of(own.state.boards, "")
    learner = people._rows("SELECT learner FROM person WHERE handle = ?", (first["handle"],))
    (told,) = Own.of(own.state.boards, learner[0]["learner"]).rank_changes()
    assert (told["before"], told["after"]) == (mine["before"], mine["after"])
    for row in Board(scope_file(own.state.boards, "member")).rank_changes("toffoli-6cx"):
        assert min(filter(None, (row["before"], row["after"]))) <= 10


@pytest.mark.slow
def test_a_publisher_that_is_killed_at_any_moment_leaves_whole_boards_and_is_made_up_for(own):
    whole = at(own, 0)
    for n in range(6):
        own.submit(YOU, "toffoli-6cx", Outcome.ACCEPTED, at=NOW + timedelta(seconds=n), cost=80 - n)
        command = [sys.executable, "-c", _PUBLISH, own.state.path, own.catalog.root]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.1 * n)
            os.kill(process.pid, signal.SIGKILL)
        for path in board_files(own.state.boards):
            reader = Own if path.stem == "people" else Board
            assert reader(path).meta["scope"] == path.stem
    assert at(own, 9) != whole
    assert at(own, 9) == at(own, 9, full=True)


_PUBLISH = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from grader.catalog import Catalog
from leaderboard.publish import publish
print("go", flush=True)
publish(Path(sys.argv[1]), catalog=Catalog(Path(sys.argv[2])),
        now=datetime(2026, 11, 22, 4, tzinfo=UTC))
"""
