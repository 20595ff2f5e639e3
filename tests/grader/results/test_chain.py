"""The chain shows every way of bending recorded verdicts."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import ResultsError
from grader.results.records import Head
from grader.results.store import Store

from .conftest import NOON, after, arrival, judged

SECRET = b"s" * 32


def tamper(path: Path, *statements: str) -> None:
    """Do what somebody with write access to the file can do."""
    connection = sqlite3.connect(path)
    with connection:
        for event in ("update", "delete", "insert"):
            connection.execute(f"DROP TRIGGER verdicts_no_{event}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.fixture
def three(graded: Callable[..., int]) -> None:
    for name in ("a1", "a2", "a3"):
        graded(arrival_id=name)


def test_an_untouched_chain_holds(store: Store, three: None) -> None:
    store.ledger.sign(SECRET, NOON)
    assert store.audit() is None
    assert store.audit(SECRET) is None


def test_an_empty_chain_holds(store: Store) -> None:
    assert store.ledger.sign(SECRET, NOON).row == 0
    assert store.audit(SECRET) is None


@pytest.mark.parametrize(
    "column", ["points", "cost", "outcome", "verdict", "judged_at", "attempt_id", "wall_s", "frame"]
)
def test_a_changed_column_shows_with_its_row(
    store: Store, store_path: Path, three: None, column: str
) -> None:
    store.queue.arrive(arrival(arrival_id="a4"))
    value = "4" if column == "attempt_id" else "77"
    tamper(store_path, f"UPDATE verdicts SET {column} = {value} WHERE id = 2")
    broken = store.audit()
    assert broken is not None
    assert (broken.row, "changed" in broken.problem) == (2, True)


def test_a_row_taken_out_shows(store: Store, store_path: Path, three: None) -> None:
    tamper(store_path, "DELETE FROM verdicts WHERE id = 2")
    broken = store.audit()
    assert broken is not None
    assert (broken.row, broken.problem) == (2, "the row is missing")


def test_a_row_taken_out_and_renumbered_shows(store: Store, store_path: Path, three: None) -> None:
    tamper(
        store_path,
        "DELETE FROM verdicts WHERE id = 2",
        "UPDATE verdicts SET id = 2 WHERE id = 3",
    )
    broken = store.audit()
    assert broken is not None
    assert broken.row == 2


def test_rows_cut_off_the_end_show_against_the_signed_head(
    store: Store, store_path: Path, three: None
) -> None:
    head = store.ledger.sign(SECRET, NOON)
    tamper(store_path, "DELETE FROM verdicts WHERE id = 3")
    assert store.ledger.audit(SECRET) is not None
    sql = "DROP TRIGGER heads_no_delete", "DELETE FROM heads"
    connection = sqlite3.connect(store_path)
    with connection:
        for statement in sql:
            connection.execute(statement)
    connection.close()
    assert store.audit(SECRET) is None, "the file alone cannot show that any more"
    broken = store.ledger.audit(SECRET, head=head)
    assert broken is not None
    assert "cut off" in broken.problem


def test_a_chain_rewritten_from_scratch_shows_by_its_signature(
    store: Store, three: None, tmp_path: Path
) -> None:
    head = store.ledger.sign(SECRET, NOON)
    with Store(tmp_path / "forged.db") as forged:
        for name in ("a1", "a2", "a3"):
            forged.queue.arrive(arrival(arrival_id=name))
            lease = forged.queue.lease("w", NOON, 60)
            assert lease is not None
            forged.queue.complete(lease, [judged()], after(9))
        forged.ledger.sign(b"guess" * 7, NOON)
        assert forged.audit() is None
        by_signature = forged.audit(SECRET)
        assert by_signature is not None
        assert "signature" in by_signature.problem
        by_head = forged.ledger.audit(head=head)
        assert by_head is not None
        assert "rewritten" in by_head.problem


def test_signing_twice_at_the_same_end_keeps_one_head(
    store: Store, store_path: Path, three: None
) -> None:
    first = store.ledger.sign(SECRET, NOON)
    second = store.ledger.sign(SECRET, after(60))
    assert (first.row, first.hash) == (second.row, second.hash) == (3, first.hash)
    assert len(store.ledger._heads()) == 1


def test_audit_log_tells_what_was_done(store: Store, graded: Callable[..., int]) -> None:
    graded()
    store.ledger.log(actor="admin", action="exported", subject="c1", detail="csv", now=after(9))
    assert [(e.actor, e.action, e.subject) for e in store.ledger.entries()] == [
        ("w1", "graded", "attempt 1"),
        ("admin", "exported", "c1"),
    ]


def test_erasing_a_learner_deletes_bytes_keeps_verdicts_and_the_chain(
    store: Store, graded: Callable[..., int]
) -> None:
    graded(arrival_id="a1")
    shared = store.queue.arrive(arrival("l-000001", "a2", data=b"shared"))
    store.queue.arrive(arrival("l-000002", "b1", data=b"shared"))
    mine, _, theirs = store.attempts()
    assert store.ledger.erase("l-000001", actor="admin", now=after(5)) == 2
    with pytest.raises(ResultsError, match="erased"):
        store.blob(mine.blob)
    assert store.blob(theirs.blob) == b"shared"
    assert shared.blob == theirs.blob
    assert len(store.verdicts()) == 1
    assert store.audit() is None
    assert store.ledger.tombstones() == {"l-000001"}
    assert store.ledger.erase("l-000001", actor="admin", now=after(6)) == 0
    assert store.cached(mine.blob, "key-a1") == []


def test_a_head_is_one_word_that_is_read_back(store: Store) -> None:
    head = store.ledger.sign(SECRET, NOON)
    assert Head.parse(str(head)) == head
    with pytest.raises(ValueError, match="unpack"):
        Head.parse("1:2")


def test_the_hash_alone_shows_that_rows_were_cut_off(store: Store, three: None) -> None:
    end = store.ledger.sign(SECRET, NOON).hash
    assert store.ledger.audit(end=end) is None
    broken = store.ledger.audit(end="f" * 64)
    assert broken is not None
    assert "hash" in broken.problem
