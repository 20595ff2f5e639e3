"""Whatever order things happen in, no attempt is lost and none is recorded twice."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from grader.errors import ResultsError
from grader.results.queue import MAX_RETRIES, MAX_RUNS
from grader.results.records import Arrival, Judged, Lease
from grader.results.store import Store
from grader.verdict import Outcome, Reason, Verdict

START = datetime(2026, 11, 2, tzinfo=UTC)
LEASE_S = 60
EXERCISES = ("bell-pair", "toffoli-6cx")


class Graders(RuleBasedStateMachine):
    """Workers that come, go, stall and return to one store, against a model in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "results.db"
        self.now = START
        self.leases: list[Lease] = []
        self.rights: dict[int, tuple[str, datetime]] = {}
        self.arrived: dict[tuple[str, str], int] = {}
        self.expected: dict[int, int] = {}
        self.rejudges: dict[int, int] = {}
        self.runs: dict[int, int] = {}
        self.failures: dict[int, int] = {}
        self.done: set[int] = set()
        self.parked: set[int] = set()

    @initialize()
    def open(self) -> None:
        self.store = Store(self.path)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(learner=st.integers(1, 3), number=st.integers(1, 3))
    def arrive(self, learner: int, number: int) -> None:
        key = (f"l-{learner:06d}", f"a{number}")
        attempt = self.store.queue.arrive(
            Arrival(
                learner=key[0], course="c1", assignment="bell", notebook="bell.ipynb",
                language="en", arrival=key[1], data=repr(key).encode(), submitted_at=self.now,
            )
        )  # fmt: skip
        assert self.arrived.setdefault(key, attempt.id) == attempt.id
        self.expected.setdefault(attempt.id, 0)

    @rule(worker=st.sampled_from(["w1", "w2"]))
    def lease(self, worker: str) -> None:
        self._expire()
        hopeless = {
            a for a in self.expected
            if a not in self.done and a not in self.rights and self.runs.get(a, 0) >= MAX_RUNS
        }  # fmt: skip
        self.parked |= hopeless
        free = set(self.expected) - self.done - self.parked - set(self.rights)
        lease = self.store.queue.lease(worker, self.now, LEASE_S)
        assert (lease is not None) == bool(free)
        if lease is None:
            return
        assert lease.attempt.id in free
        self.rights[lease.attempt.id] = (lease.token, self.now + timedelta(seconds=LEASE_S))
        self.runs[lease.attempt.id] = self.runs.get(lease.attempt.id, 0) + 1
        assert lease.run == self.runs[lease.attempt.id]
        self.leases.append(lease)

    @rule(data=st.data())
    def complete(self, data: st.DataObject) -> None:
        if not self.leases:
            return
        lease = data.draw(st.sampled_from(self.leases))
        attempt = lease.attempt.id
        judged = [_judged(exercise) for exercise in EXERCISES]
        if self.rights.get(attempt, ("",))[0] != lease.token:
            self._refused(lambda: self.store.queue.complete(lease, judged, self.now))
            return
        self.store.queue.complete(lease, judged, self.now)
        del self.rights[attempt]
        self.done.add(attempt)
        self.expected[attempt] += 1

    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        if not self.leases:
            return
        lease = data.draw(st.sampled_from(self.leases))
        attempt = lease.attempt.id
        if self.rights.get(attempt, ("",))[0] != lease.token:
            self._refused(lambda: self.store.queue.fail(lease, "sandbox broke", self.now))
            return
        entry = self.store.queue.fail(lease, "sandbox broke", self.now)
        del self.rights[attempt]
        self.failures[attempt] = self.failures.get(attempt, 0) + 1
        if self.failures[attempt] > MAX_RETRIES:
            self.parked.add(attempt)
        assert (entry.state == "parked") == (attempt in self.parked)

    @rule(data=st.data())
    def heartbeat(self, data: st.DataObject) -> None:
        if not self.leases:
            return
        lease = data.draw(st.sampled_from(self.leases))
        if self.rights.get(lease.attempt.id, ("",))[0] != lease.token:
            self._refused(lambda: self.store.queue.heartbeat(lease, self.now, LEASE_S))
            return
        again = self.store.queue.heartbeat(lease, self.now, LEASE_S)
        self.rights[lease.attempt.id] = (lease.token, again.until)

    @rule(seconds=st.sampled_from([1, 30, 60, 600]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def crash(self) -> None:
        """Abandon everything in memory but the tokens, as a process that stalls and comes back."""
        self.store.close()
        self.store = Store(self.path)

    @rule(worker=st.sampled_from(["w1", "w2"]))
    def reclaim(self, worker: str) -> None:
        self.store.queue.reclaim(lambda name: name == worker)
        for lease in self.leases:
            if (
                lease.worker == worker
                and self.rights.get(lease.attempt.id, ("",))[0] == lease.token
            ):
                del self.rights[lease.attempt.id]

    @rule(data=st.data())
    def requeue(self, data: st.DataObject) -> None:
        ready = sorted((self.done | self.parked) - set(self.rights))
        if not ready:
            return
        attempt = data.draw(st.sampled_from(ready))
        self.store.queue.requeue(attempt, cause="rejudge", actor="admin", now=self.now)
        self.done.discard(attempt)
        self.parked.discard(attempt)
        self.runs[attempt] = self.failures[attempt] = 0

    def _expire(self) -> None:
        self.rights = {a: right for a, right in self.rights.items() if right[1] > self.now}

    def _refused(self, action: Callable[[], object]) -> None:
        before = self.store.watermark()
        with pytest.raises(ResultsError, match="stale"):
            action()
        assert self.store.watermark() == before

    @invariant()
    def nothing_lost_and_nothing_doubled(self) -> None:
        if not hasattr(self, "store"):
            return
        assert {a.id for a in self.store.attempts()} == set(self.expected)
        rows = self.store.verdicts(include_superseded=True)
        for attempt, times in self.expected.items():
            of = [row for row in rows if row.attempt_id == attempt]
            assert len(of) == times * len(EXERCISES)
            standing = [row.exercise for row in of if not row.superseded]
            assert sorted(standing) == (sorted(EXERCISES) if times else [])
        assert self.store.queue.counts()["done"] == len(self.done)
        assert self.store.audit() is None


def _judged(exercise: str) -> Judged:
    verdict = Verdict(
        exercise=exercise, version=1, outcome=Outcome.ACCEPTED, reason=Reason(key="accepted")
    )
    return Judged(verdict=verdict, digest="d", judge_version="1", isolation_level=4)


TestGraders = Graders.TestCase
TestGraders.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
