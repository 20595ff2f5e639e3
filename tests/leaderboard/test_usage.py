"""Use of the devices in board files: exact sums, and nobody else's."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from grader.quotas import Quota, Quotas
from leaderboard.board import Board, BoardInvalid, scope_file
from leaderboard.build import Scope
from leaderboard.invariants import check_board
from leaderboard.own import Own
from leaderboard.publish import publish
from leaderboard.usage import (
    SYSTEM,
    UNITS,
    Device,
    Estimate,
    Usage,
    Use,
    people_usage_tables,
    usage_tables,
)
from tests.leaderboard.consortium_state import COMPANIES, YOU
from tests.leaderboard.device_use import COMPANY, ledger

ONE = Use(
    day="2026-11-10",
    month="2026-11",
    company="works",
    learner="l-1",
    device="kawasaki",
    jobs=2,
    failed=1,
    circuits=3,
    shots=40,
    quantum_ns=500,
    waits=(1, 9),
)
QUOTAS = Quotas(
    company=Quota(circuits=10, quantum_seconds=2),
    learner=Quota(shots=100),
    companies={"brush": Quota(shots=7)},
)
USAGE = Usage(
    month="2026-11",
    uses=(
        ONE,
        replace(ONE, learner="l-2", waits=(2, 3, 4)),
        replace(ONE, company="brush", learner="l-3", day="2026-10-31", month="2026-10", waits=()),
        replace(ONE, company=SYSTEM, learner="grader"),
    ),
    quotas=QUOTAS,
    companies=("works", "brush"),
    estimates=(
        Estimate(device="k-1", snapshot="2025-01-01", measured_at=5, volume=8, circuits=100),
        Estimate(device="k-1", snapshot="2025-01-01", measured_at=5, volume=16, circuits=100),
    ),
    devices=(Device(name="ideal", qubits=24),),
)
MINE = ("works", "kawasaki", "2026-11-10", 4, 2, 6, 80, 1000, 3)


def test_a_company_gets_its_own_use_added_up_and_no_other():
    tables = usage_tables(USAGE, "company", "works")
    assert tables["usage_day"] == [MINE]
    assert tables["quota"] == [
        ("works", "2026-11", "circuits", 10, 6),
        ("works", "2026-11", "quantum_ns", 2_000_000_000, 1000),
        ("works", "2026-11", "shots", None, 80),
    ]


@pytest.mark.parametrize("kind", ["public", "member", "course"])
def test_use_of_companies_stands_in_no_other_file_but_devices_and_volumes_do(kind):
    tables = usage_tables(USAGE, kind, "c1")
    assert tables["usage_day"] == tables["quota"] == []
    # Two estimates of one second: the later one.
    assert tables["volume"] == [("k-1", "2025-01-01", 5, 16, 100)]
    assert tables["device"] == [("ideal", "", 24, "", None, None, 0)]


def test_the_administrator_gets_all_and_the_system_account_has_no_quota():
    tables = usage_tables(USAGE, "admin")
    assert tables["usage_day"] == [
        (SYSTEM, "kawasaki", "2026-11-10", 2, 1, 3, 40, 500, 5),
        ("brush", "kawasaki", "2026-10-31", 2, 1, 3, 40, 500, None),
        MINE,
    ]
    bounds = {row[:3]: row[3:] for row in tables["quota"]}
    assert bounds[(SYSTEM, "2026-11", "shots")] == (None, 40)
    # The present month stands there without use; an earlier one only with use.
    assert bounds[("brush", "2026-11", "shots")] == (7, 0)
    assert bounds[("brush", "2026-10", "shots")] == (7, 40)
    assert ("works", "2026-10", "shots") not in bounds


def test_a_learner_gets_their_own_and_who_is_no_learner_any_more_is_left_out():
    tables = people_usage_tables(USAGE, ["l-1", "l-9"])
    assert tables["usage_day"] == [("l-1", *MINE[1:3], 2, 1, 3, 40, 500, 5)]
    assert tables["quota"] == [
        (learner, "2026-11", unit, 100 if unit == "shots" else None, amount)
        for learner, amounts in (("l-1", (3, 500, 40)), ("l-9", (0, 0, 0)))
        for unit, amount in zip(("circuits", "quantum_ns", "shots"), amounts, strict=True)
    ]


def test_a_quota_of_nothing_is_a_bound():
    usage = replace(USAGE, quotas=Quotas(company=Quota(circuits=0)))
    rows = usage_tables(usage, "company", "works")["quota"]
    assert ("works", "2026-11", "circuits", 0, 6) in rows


def sums(rows: Any, holder: str) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        for unit in UNITS:
            found[(row[holder], row["day"][:7], row["device"], unit)] += row[unit]
    return found


def test_published_sums_are_those_of_the_ledger(used):
    boards = used.state.boards
    with ledger(used.state) as jobs:
        months, days = jobs.usage(), jobs.daily()
    companies: Counter[tuple[str, ...]] = Counter()
    own: Counter[tuple[str, ...]] = Counter()
    for row in months:
        for unit in UNITS:
            amount = getattr(row.charge, unit)
            companies[(row.company or SYSTEM, row.month, row.device, unit)] += amount
            if row.learner == YOU:
                own[(YOU, row.month, row.device, unit)] += amount
    admin = Board(scope_file(boards, "admin"))
    assert sums(admin.usage(), "company_id") == companies
    assert sums(Own.of(boards, YOU).usage(), "learner") == own
    for company in COMPANIES:
        board = Board(scope_file(boards, f"company-{company}"))
        mine = Counter({key: n for key, n in companies.items() if key[0] == company})
        assert sums(board.usage(), "company_id") == mine
        quotas = {(row["month"], row["unit"]): row["used"] for row in board.quotas()}
        for (month, unit), amount in quotas.items():
            assert amount == sum(n for key, n in mine.items() if (key[1], key[3]) == (month, unit))
    for row in admin.usage():
        key = (row["company_id"], row["device"], row["day"])
        same = [d for d in days if (d.company or SYSTEM, d.device, d.day) == key]
        waits = [wait for day in same for wait in day.waits]
        assert row["wait_s"] == (round(median(waits)) if waits else None)
        assert row["jobs"] == sum(day.jobs for day in same)
        assert row["failed"] == sum(day.released + day.lost for day in same)
    assert any(row["failed"] for row in admin.usage())


def test_no_file_holds_the_use_of_another(used):
    boards = used.state.boards
    for path in boards.glob("*.db"):
        if not path.stem.startswith(("public", "member", "company-", "course-")):
            continue
        board = Board(path)
        own = {path.stem.removeprefix("company-")} if path.stem.startswith("company-") else set()
        assert {row["company_id"] for row in board.usage()} <= own
        assert {row["company_id"] for row in board.quotas()} <= own
    assert {row["learner"] for row in Own.of(boards, YOU).usage()} == {YOU}
    assert Own.of(boards, "l-000150").usage() == []


@pytest.mark.parametrize("scope", [Scope("member"), Scope("company", COMPANY)])
@pytest.mark.parametrize(
    "row",
    [
        "usage_day VALUES ('yama-telecom', 'ideal', '2026-11-01', 1, 0, 1, 1, 1, NULL)",
        "quota VALUES ('yama-telecom', '2026-11', 'shots', NULL, 1)",
    ],
)
def test_a_board_with_the_use_of_another_is_not_published(used, tmp_path, scope, row):
    path = Path(shutil.copy(scope_file(used.state.boards, scope.name), tmp_path))
    check_board(path, scope, 10)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"INSERT INTO {row}")
    with pytest.raises(BoardInvalid, match="device use of yama-telecom"):
        check_board(path, scope, 10)


def test_devices_on_offer_are_the_frozen_twins_and_the_simulator(used):
    board = Board(scope_file(used.state.boards, "public"))
    rows = {row["device"]: row for row in board.devices()}
    assert list(rows) == ["ideal", "kawasaki", "torino", "marrakesh"]
    assert (rows["ideal"]["qubits"], rows["ideal"]["error_2q"]) == (24, None)
    assert (rows["kawasaki"]["qubits"], rows["kawasaki"]["snapshot"]) == (127, "2025-02-26")
    assert 0.001 < rows["torino"]["error_2q"] < 0.02
    estimated = {row["device"]: row["volume"] for row in board.volumes()}
    assert estimated == {"kawasaki-2.1.76": 32, "torino-1.0.54": 64}


def test_an_erased_learners_use_leaves_people_and_stays_in_the_companys_account(used, tmp_path):
    from grader.identity import Identity
    from tests.leaderboard.shared import copy_of

    own = copy_of(used, tmp_path)
    before = sums(Board(scope_file(own.state.boards, f"company-{COMPANY}")).usage(), "company_id")
    with Identity(own.state.identity) as identity:
        identity.erase(YOU)
    publish(own.state.path, catalog=own.catalog, now=own.now)
    assert Own.of(own.state.boards, YOU).usage() == Own.of(own.state.boards, YOU).quotas() == []
    after = sums(Board(scope_file(own.state.boards, f"company-{COMPANY}")).usage(), "company_id")
    assert after == before
