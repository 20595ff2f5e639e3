"""A fresh store and the values that its tests hand in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.results.records import Arrival, Judged
from grader.results.store import Store
from grader.verdict import Outcome, Reason, Verdict

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def arrival(learner: str = "l-000001", arrival_id: str = "a1", **changes: object) -> Arrival:
    fields: dict[str, object] = {
        "learner": learner,
        "course": "c1",
        "assignment": "bell",
        "notebook": "bell.ipynb",
        "language": "ja",
        "arrival": arrival_id,
        "data": f"notebook of {learner}, {arrival_id}".encode(),
        "submitted_at": NOON,
        **changes,
    }
    return Arrival(**fields)  # type: ignore[arg-type]  # a builder: the fields are checked by use


def judged(outcome: Outcome = Outcome.ACCEPTED, exercise: str = "bell-pair") -> Judged:
    accepted = outcome is Outcome.ACCEPTED
    verdict = Verdict(
        exercise=exercise,
        version=1,
        outcome=outcome,
        reason=Reason(key="accepted" if accepted else "fidelity", params={"label": "量子"}),
        points=9000 if accepted else 0,
        max_points=10000,
        cost=13 if accepted else None,
        merit=100.0 if accepted else None,
        metrics={"n2q": 1, "depth2q": 1},
        method="statevector",
        seed="ab" * 32,
    )
    return Judged(
        verdict=verdict,
        digest="d" * 64,
        judge_version="0.1.0",
        isolation_level=4,
        frame=b'{"qans":1,"v":0}',
        wall_s=0.25,
        cpu_s=0.125,
        peak_mib=21.5,
    )


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "results.db"


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    with Store(store_path) as opened:
        yield opened


@pytest.fixture
def graded(store: Store) -> Callable[..., int]:
    """Record an attempt with its verdicts and return the attempt's id."""

    def record(*answers: Judged, learner: str = "l-000001", arrival_id: str = "a1") -> int:
        attempt = store.queue.arrive(arrival(learner, arrival_id))
        lease = store.queue.lease("w1", NOON, 60)
        assert lease is not None
        store.queue.complete(lease, answers or (judged(),), after(1), run_key=f"key-{arrival_id}")
        return attempt.id

    return record
