"""The file below the stores: migrations, a full disk, other processes."""

import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database as SqliteDatabase

from grader.errors import ResultsError
from grader.results.migrations import results
from grader.results.store import Store

from .conftest import NOON, arrival, judged


def test_migrating_step_by_step_equals_migrating_at_once(tmp_path: Path) -> None:
    at_once = SqliteDatabase(tmp_path / "a.db")
    results.apply(at_once)
    names = [step.name for step in results.pending(SqliteDatabase(memory=True))]
    stepwise = SqliteDatabase(tmp_path / "b.db")
    for name in [*names[1:], None]:
        results.apply(stepwise, stop_before=name)
    assert at_once.schema == stepwise.schema
    at_once.close()
    stepwise.close()


def test_an_old_file_is_brought_up_to_date_with_its_rows(store_path: Path) -> None:
    old = SqliteDatabase(store_path)
    results.apply(old, stop_before="m002_verdicts")
    old.execute(
        "INSERT INTO attempts VALUES (1, 'l-000001', 'c1', 'bell', 'bell.ipynb', 'en', 'a1', 1, "
        "'00', 0, NULL, 0, 1)"
    )
    old.close()
    with Store(store_path) as store:
        assert [attempt.learner for attempt in store.attempts()] == ["l-000001"]
        assert store.verdicts() == []


def test_a_file_of_a_newer_version_is_refused(store: Store, store_path: Path) -> None:
    store.close()
    with sqlite3.connect(store_path) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('results', 'm999_future', '')"
        )
    newer.close()
    with pytest.raises(ResultsError, match=r"newer version \(m999_future\)"):
        Store(store_path)


def test_a_readonly_store_of_an_old_file_says_so(store_path: Path) -> None:
    old = SqliteDatabase(store_path)
    results.apply(old, stop_before="m002_verdicts")
    old.close()
    with pytest.raises(ResultsError, match="old schema"):
        Store(store_path, readonly=True)


def test_a_file_that_is_no_database_is_named(store_path: Path) -> None:
    store_path.write_bytes(b"this is a text, and long enough to be no empty header" * 20)
    with pytest.raises(ResultsError, match=r"results\.db: it is not a database"):
        Store(store_path)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="cannot be opened"):
        Store(tmp_path / "none" / "results.db")


def test_tables_are_strict_and_the_file_is_in_wal_mode(store: Store, store_path: Path) -> None:
    other = SqliteDatabase(store_path)
    tables = {table.name: table.strict for table in other.tables if table.name[0] != "_"}
    assert set(tables.values()) == {True}
    assert other.journal_mode == "wal"
    other.close()


def test_another_process_that_holds_the_file_too_long_is_reported(
    store: Store, store_path: Path
) -> None:
    store.queue.arrive(arrival())
    holder = sqlite3.connect(store_path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with (
        Store(store_path, timeout_s=0.1) as impatient,
        pytest.raises(ResultsError, match="another process holds it"),
    ):
        impatient.queue.arrive(arrival("l-000002"))
    holder.execute("ROLLBACK")
    holder.close()
    assert len(store.attempts()) == 1


def test_a_full_database_records_nothing_of_the_transaction_and_says_why(store: Store) -> None:
    store.queue.arrive(arrival())
    lease = store.queue.lease("w", NOON, 60)
    assert lease is not None
    pages = store._database.rows("PRAGMA page_count")[0]["page_count"]
    store._database.rows(f"PRAGMA max_page_count = {pages}")
    many = [judged(exercise=f"exercise-{n}") for n in range(200)]
    with pytest.raises(ResultsError, match="the disk is full: nothing was recorded"):
        store.queue.complete(lease, many, NOON)
    store._database.rows("PRAGMA max_page_count = 1000000")
    assert store.verdicts() == []
    assert store.queue.entry(lease.attempt.id).state == "leased"
    store.queue.complete(lease, many, NOON)
    assert len(store.verdicts()) == 200
    assert store.audit() is None


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import NOON, arrival, judged
from grader.errors import ResultsError
from grader.results.store import Store
with Store(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    recorded = 0
    try:
        for number in range(10_000):
            store.queue.arrive(arrival(arrival_id=f"a{number}"))
            recorded += 1
    except ResultsError as error:
        print(recorded, error)
"""


def test_a_disk_that_refuses_to_grow_the_file_loses_nothing_that_was_recorded(
    store_path: Path,
) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, store_path, Path(__file__).parent],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    recorded, message = ended.stdout.split(" ", 1)
    assert "full" in message
    assert "nothing was recorded" in message
    with Store(store_path) as store:
        assert len(store.attempts()) == int(recorded) > 10
        store.queue.arrive(arrival("l-000002"))
