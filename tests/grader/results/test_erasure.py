"""What is left, and what goes on, after somebody was erased while others went on working."""

from collections.abc import Callable

import pytest

from grader.errors import ResultsError
from grader.results.store import Store
from tests.grader.results.conftest import after, arrival, judged

GONE, OTHER = "l-000001", "l-000002"


def erase(store: Store, learner: str) -> int:
    return store.ledger.erase(learner, actor="admin", now=after(5))


def kept(store: Store) -> int:
    return int(store._database.rows("SELECT count(*) AS n FROM blobs")[0]["n"])


def test_bytes_that_two_handed_in_go_with_the_second_of_them(store: Store) -> None:
    store.queue.arrive(arrival(GONE, "a", data=b"shared"))
    store.queue.arrive(arrival(OTHER, "b", data=b"shared"))
    assert erase(store, GONE) == 0
    assert kept(store) == 1
    assert erase(store, OTHER) == 1
    assert kept(store) == 0


def test_an_answer_of_somebody_else_outlives_the_same_answer(
    store: Store, graded: Callable[..., int]
) -> None:
    graded(learner=GONE, arrival_id="a")
    graded(learner=OTHER, arrival_id="b")
    erase(store, GONE)
    frame = store.verdicts()[-1].frame
    assert frame is not None
    assert store.blob(frame)


def test_what_waits_of_somebody_who_left_is_judged_no_more(store: Store) -> None:
    store.queue.arrive(arrival(GONE, "a"))
    store.queue.arrive(arrival(OTHER, "b"))
    erase(store, GONE)
    lease = store.queue.lease("w", after(6), 60)
    assert lease is not None
    assert lease.attempt.learner == OTHER
    assert store.queue.lease("w", after(6), 60) is None


def test_a_verdict_under_way_brings_no_bytes_back(store: Store) -> None:
    store.queue.arrive(arrival(GONE, "a"))
    lease = store.queue.lease("w", after(1), 60)
    assert lease is not None
    erase(store, GONE)
    store.queue.complete(lease, [judged()], after(6))
    assert len(store.verdicts()) == 1
    assert kept(store) == 0
    assert store.audit() is None


def test_nothing_is_taken_in_of_somebody_who_left(store: Store) -> None:
    erase(store, GONE)
    with pytest.raises(ResultsError, match="erased"):
        store.queue.arrive(arrival(GONE, "late"))
    assert kept(store) == 0
