"""The tally, brought up to date in steps, equals one that is made at once."""

import sqlite3
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.ranking import Result
from leaderboard.tally import Tally
from tests.leaderboard.tallied import (
    exercise,
    explain,
    inputs,
    person,
    recorded,
    source_of,
    take_in,
    tally_of,
)

PEOPLE = [person(f"l-{number}") for number in range(1, 6)]
MADE = inputs([exercise("x"), exercise("y")], PEOPLE)
DERIVED = ("result", "best", "total", "rank_change")


def result(number: int, learner: str, points: int, name: str = "x", cost: int | None = None):
    return Result(id=number, learner=learner, exercise=name, accepted=points > 5000, points=points,
                  cost=cost, merit=points, submitted_at=100 + number)  # fmt: skip


def contents(tally: Tally) -> dict[str, list[tuple]]:
    rows = {}
    for table in DERIVED:
        found = list(tally.rows(f"SELECT * FROM {table}"))
        if table == "result":  # reasons are numbered as they come
            found = [(*row[:11], *row[12:]) for row in found]
        rows[table] = sorted(found, key=repr)
    return rows


@st.composite
def histories(draw: st.DrawFn):
    """Verdicts in order of recording: attempts, rejudges of them, faults of ours."""
    rows = []
    for number in range(1, draw(st.integers(0, 25)) + 1):
        again = rows and draw(st.integers(0, 3)) == 0
        attempt = draw(st.sampled_from(rows)).attempt_id if again else number
        first = next((row for row in rows if row.attempt_id == attempt), None)
        learner = first.learner if first else draw(st.sampled_from(PEOPLE)).learner
        name = first.exercise if first else draw(st.sampled_from(["x", "y"]))
        one = result(number, learner, draw(st.sampled_from([0, 3000, 6000, 9000])), name,
                     draw(st.integers(10, 12)))  # fmt: skip
        outcome = draw(st.sampled_from(["AC", "AC", "WA", "JE"]))
        cause = draw(st.sampled_from(["a new judge", "par corrected"])) if again else "graded"
        submitted_at = first.submitted_at if first else one.submitted_at
        rows.append(
            recorded(
                one,
                attempt_id=attempt,
                outcome=outcome,
                cause=cause,
                submitted_at=submitted_at,
                judged_at=200 + number,
            )
        )
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("source")


@settings(max_examples=60, deadline=None)
@given(rows=histories(), cuts=st.lists(st.integers(0, 25), max_size=3))
def test_taking_in_by_parts_equals_taking_in_at_once(folder, rows, cuts):
    # A rejudge that is cut in two is noted in two parts, as it was published; leave it whole.
    whole = [cut for cut in cuts if cut >= len(rows) or rows[cut].cause == "graded"]
    edges = sorted({0, len(rows), *(min(cut, len(rows)) for cut in whole)})
    with tally_of(MADE, rows) as at_once, tally_of(MADE, []) as stepwise:
        for _, end in pairwise(edges):
            take_in(stepwise, folder / "results.db", rows[:end])
        assert contents(stepwise) == contents(at_once)
        assert stepwise.last == at_once.last


@settings(max_examples=60, deadline=None)
@given(histories())
def test_only_the_newest_verdict_on_an_attempt_stands_and_a_fault_of_ours_is_none(rows):
    newest = {row.attempt_id: row for row in rows}
    standing = {row.id for row in newest.values() if row.outcome != "JE"}
    with tally_of(MADE, rows) as tally:
        assert {row[0] for row in tally.rows("SELECT id FROM result")} == standing


def test_a_rejudge_is_noted_with_its_cause_for_everybody_whom_it_moves():
    rows = [recorded(result(n, f"l-{n}", 9000, cost=10 + n)) for n in (1, 2, 3)]
    worse = recorded(result(4, "l-1", 9000, cost=50), attempt_id=1, cause="par corrected",
                     judged_at=500, submitted_at=rows[0].submitted_at)  # fmt: skip
    with tally_of(MADE, [*rows, worse]) as tally:
        changes = set(tally.rows("SELECT * FROM rank_change"))
    assert changes == {
        ("x", 500, "l-1", 1, 3, "par corrected"),
        ("x", 500, "l-2", 2, 1, "par corrected"),
        ("x", 500, "l-3", 3, 2, "par corrected"),
    }


def test_a_result_of_another_version_or_of_nobody_known_or_over_the_cap_does_not_count():
    rows = [
        recorded(result(1, "l-1", 9000), version=2),
        recorded(result(2, "stranger", 9000)),
        recorded(result(3, "l-1", 9000), counted=False),
        recorded(result(4, "l-1", 9000, "gone")),
    ]
    with tally_of(MADE, rows) as tally:
        assert not list(tally.rows("SELECT * FROM result"))
        assert tally.last == 4


def test_who_leaves_takes_every_trace_along_and_who_comes_back_brings_it(tmp_path):
    rows = [recorded(result(n, f"l-{n}", 9000, cost=n), reason_key=f"only-l-{n}") for n in (1, 2)]
    with tally_of(MADE, rows, tmp_path) as tally:
        assert tally.value("SELECT count(*) FROM best") == 2
    left = replace(MADE, people=tuple(p for p in PEOPLE if p.learner != "l-1"))
    with tally_of(left, rows, tmp_path) as tally:
        assert tally.value("SELECT count(*) FROM best") == 1
    for file in tmp_path.iterdir():
        assert b"only-l-1" not in file.read_bytes()
    with tally_of(MADE, rows, tmp_path) as tally:
        assert tally.value("SELECT count(*) FROM best") == 2


@pytest.mark.parametrize(
    "changed",
    [
        replace(MADE, exercises=(replace(exercise("x"), version=2), exercise("y"))),
        replace(MADE, exercises=(exercise("x", direction="max"), exercise("y"))),
    ],
)
def test_other_exercises_make_it_anew(tmp_path, changed):
    with tally_of(MADE, [recorded(result(1, "l-1", 9000))], tmp_path) as tally:
        assert tally.last == 1
    with Tally(tmp_path / "tally.db", changed) as tally:
        assert tally.last == 0


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_a_damaged_or_half_made_tally_is_made_anew(tmp_path, damage):
    path = tmp_path / "tally.db"
    if damage is None:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE meta (key TEXT)")
    else:
        path.write_bytes(damage)
    with tally_of(MADE, [recorded(result(1, "l-1", 9000))], tmp_path) as tally:
        assert tally.value("SELECT count(*) FROM best") == 1


def test_a_crash_while_taking_in_leaves_what_was_there(tmp_path):
    rows = [recorded(result(n, "l-1", 9000), reason_key=f"key-{n}") for n in (1, 2)]

    def fails(row):
        raise RuntimeError("the disk is full")

    with tally_of(MADE, rows[:1], tmp_path) as tally:
        for _ in range(2):
            with pytest.raises(RuntimeError):
                tally.take_in(source_of(tmp_path / "results.db", rows), fails)
            assert tally.last == 1
            assert tally.value("SELECT count(*) FROM result") == 1
        tally.take_in(tmp_path / "results.db", explain)
        assert tally.value("SELECT count(*) FROM result") == 2


def test_a_crash_before_ranking_leaves_it_to_the_next_time(tmp_path):
    rows = [recorded(result(n, f"l-{n}", 9000)) for n in (1, 2)]
    with tally_of(MADE, rows[:1], tmp_path) as tally:
        tally.take_in(source_of(tmp_path / "results.db", rows), explain)
    with Tally(tmp_path / "tally.db", MADE) as tally:
        assert tally.value("SELECT count(*) FROM best") == 1
        take_in(tally, tmp_path / "results.db", rows)
        assert tally.value("SELECT count(*) FROM best WHERE rank") == 2
        assert tally.value("SELECT count(*) FROM touched") == 0


def test_results_that_were_restored_are_taken_in_anew(tmp_path):
    """Other rows have the numbers of those that are gone."""
    rows = [recorded(result(n, f"l-{n}", 9000)) for n in (1, 2)]
    others = [rows[0], recorded(result(2, "l-3", 3000)), recorded(result(3, "l-4", 9000))]
    with tally_of(MADE, rows, tmp_path) as tally:
        take_in(tally, tmp_path / "results.db", others)
        assert {row[0] for row in tally.rows("SELECT learner FROM best")} == {"l-1", "l-3", "l-4"}
        take_in(tally, tmp_path / "results.db", others[:1])
        assert {row[0] for row in tally.rows("SELECT learner FROM best")} == {"l-1"}
