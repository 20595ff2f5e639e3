"""The queue: nothing is lost, nothing is recorded twice."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest

from grader.errors import ResultsError
from grader.results.queue import MAX_RETRIES, MAX_RUNS
from grader.results.records import Lease
from grader.results.store import Store

from .conftest import NOON, after, arrival, judged


def take(store: Store, worker: str = "w1", now: datetime = NOON) -> Lease:
    lease = store.queue.lease(worker, now, 60)
    assert lease is not None
    return lease


def test_the_same_arrival_twice_is_one_attempt(store: Store) -> None:
    assert store.queue.arrive(arrival()) == store.queue.arrive(arrival())
    assert store.queue.counts() == {"waiting": 1}


def test_the_same_arrival_with_other_bytes_is_refused(store: Store) -> None:
    store.queue.arrive(arrival(data=b"one"))
    with pytest.raises(ResultsError, match="other bytes"):
        store.queue.arrive(arrival(data=b"two"))
    assert len(store.attempts()) == 1


def test_equal_bytes_in_another_arrival_are_another_attempt(store: Store) -> None:
    store.queue.arrive(arrival(arrival_id="a1", data=b"same"))
    store.queue.arrive(arrival(arrival_id="a2", data=b"same"))
    assert len(store.attempts()) == 2


def test_attempts_are_leased_in_order_and_each_to_one_worker(store: Store) -> None:
    for name in ("a1", "a2"):
        store.queue.arrive(arrival(arrival_id=name))
    assert take(store, "w1").attempt.arrival == "a1"
    assert take(store, "w2").attempt.arrival == "a2"
    assert store.queue.lease("w3", NOON, 60) is None


def test_an_expired_lease_goes_to_another_worker_and_the_late_one_records_nothing(
    store: Store,
) -> None:
    store.queue.arrive(arrival())
    late = take(store, "w1")
    assert store.queue.lease("w2", after(59), 60) is None
    new = take(store, "w2", after(60))
    assert (new.attempt, new.run) == (late.attempt, 2)
    with pytest.raises(ResultsError, match="stale"):
        store.queue.complete(late, [judged()], after(61))
    with pytest.raises(ResultsError, match="stale"):
        store.queue.heartbeat(late, after(61), 60)
    with pytest.raises(ResultsError, match="stale"):
        store.queue.fail(late, "too late", after(61))
    assert store.verdicts() == []
    store.queue.complete(new, [judged()], after(62))
    assert len(store.verdicts()) == 1


def test_a_finished_lease_cannot_record_again(store: Store) -> None:
    store.queue.arrive(arrival())
    lease = take(store)
    store.queue.complete(lease, [judged()], NOON)
    with pytest.raises(ResultsError, match="stale"):
        store.queue.complete(lease, [judged()], NOON)
    assert len(store.verdicts()) == 1


def test_a_heartbeat_keeps_the_lease(store: Store) -> None:
    store.queue.arrive(arrival())
    lease = store.queue.heartbeat(take(store), after(50), 60)
    assert lease.until == after(110)
    assert store.queue.lease("w2", after(100), 60) is None
    store.queue.complete(lease, [judged()], after(105))
    assert store.queue.entry(lease.attempt.id).state == "done"


def test_our_failures_are_retried_three_times_and_then_parked(store: Store) -> None:
    attempt = store.queue.arrive(arrival())
    states = [store.queue.fail(take(store), f"no sandbox {n}", NOON).state for n in range(4)]
    assert states == ["waiting"] * MAX_RETRIES + ["parked"]
    assert store.queue.lease("w", after(1e6), 60) is None
    (parked,) = store.queue.parked()
    assert (parked.attempt_id, parked.error) == (attempt.id, "no sandbox 3")
    store.queue.requeue(attempt.id, cause="repaired", actor="admin", now=NOON)
    assert take(store).cause == "graded", "it was never graded, so this is no rejudge"


def test_a_retry_can_be_put_off(store: Store) -> None:
    store.queue.arrive(arrival())
    store.queue.fail(take(store), "busy", NOON, retry_after_s=30)
    assert store.queue.lease("w", after(29), 60) is None
    assert take(store, now=after(30)).run == 2


def test_an_attempt_that_takes_its_workers_down_lets_others_pass_and_is_parked(
    store: Store,
) -> None:
    poison = store.queue.arrive(arrival(arrival_id="poison"))
    assert take(store).attempt == poison
    store.queue.arrive(arrival(arrival_id="other"))
    assert store.queue.reclaim(lambda worker: worker == "w1") == 1
    first = take(store)
    assert first.attempt.arrival == "other"
    store.queue.complete(first, [judged()], NOON)
    for _ in range(MAX_RUNS - 1):
        assert take(store).attempt == poison
        store.queue.reclaim(lambda _: True)
    assert store.queue.lease("w", NOON, 60) is None
    assert f"vanished {MAX_RUNS} times" in store.queue.parked()[0].error


def test_living_workers_keep_their_leases_when_others_are_reclaimed(store: Store) -> None:
    store.queue.arrive(arrival())
    lease = take(store, "alive")
    assert store.queue.reclaim(lambda worker: worker != "alive") == 0
    store.queue.complete(lease, [judged()], NOON)


def test_an_attempt_at_work_cannot_be_requeued(store: Store) -> None:
    store.queue.arrive(arrival())
    lease = take(store)
    with pytest.raises(ResultsError, match="being graded now"):
        store.queue.requeue(lease.attempt.id, cause="x", actor="admin", now=NOON)
    with pytest.raises(ResultsError, match="unknown"):
        store.queue.requeue(99, cause="x", actor="admin", now=NOON)


def test_an_unknown_attempt_has_no_entry(store: Store) -> None:
    with pytest.raises(ResultsError, match="no attempt 7"):
        store.queue.entry(7)


def test_a_remark_is_kept_with_an_attempt_without_verdicts(store: Store) -> None:
    attempt = store.queue.arrive(arrival(data=b"not a notebook"))
    store.queue.complete(take(store), [], NOON, remark="not JSON")
    entry = store.queue.entry(attempt.id)
    assert (entry.state, entry.error) == ("done", "not JSON")


def test_two_stores_on_one_file_share_the_work_without_overlap(
    store: Store, store_path: Path
) -> None:
    for number in range(40):
        store.queue.arrive(arrival(arrival_id=f"a{number}"))

    def drain(name: str) -> None:
        with Store(store_path) as own:
            while lease := own.queue.lease(name, NOON, 60):
                own.queue.complete(lease, [judged()], NOON)

    threads = [Thread(target=drain, args=(f"w{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.attempt_id for row in store.verdicts()) == list(range(1, 41))
    assert store.audit() is None


def test_one_store_serves_several_threads(store: Store) -> None:
    for number in range(30):
        store.queue.arrive(arrival(arrival_id=f"a{number}"))

    def drain() -> None:
        while lease := store.queue.lease("w", NOON, 60):
            store.queue.complete(lease, [judged()], NOON)

    threads = [Thread(target=drain) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.verdicts()) == 30


def test_assignments_with_the_same_capped_exercise_share_their_attempts(store: Store) -> None:
    place = (arrival().course, arrival().assignment)
    first = store.queue.arrive(replace(arrival(arrival_id="a1"), cap=2))
    elsewhere = {"course": "other", "assignment": "twin", "cap": 2, "shares": (place,)}
    second = store.queue.arrive(replace(arrival(arrival_id="b1"), **elsewhere))
    third = store.queue.arrive(replace(arrival(arrival_id="b2"), **elsewhere))
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert [one.counted for one in (first, second, third)] == [True, True, False]
