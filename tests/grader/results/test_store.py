"""The results store: what is recorded stays, is found again, and cannot be bent."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from grader.errors import ResultsError
from grader.results.records import Baseline, idempotency_key
from grader.results.store import Store
from grader.verdict import Outcome

from .conftest import NOON, after, arrival, judged


def test_verdict_comes_back_as_it_was_recorded(store: Store, graded: Callable[..., int]) -> None:
    one = judged()
    attempt_id = graded(one)
    (row,) = store.verdicts()
    assert row.verdict == one.verdict
    assert (row.attempt_id, row.learner, row.outcome) == (attempt_id, "l-000001", Outcome.ACCEPTED)
    assert (row.wall_s, row.cpu_s, row.peak_mib, row.isolation_level) == (0.25, 0.125, 21.5, 4)
    assert (row.judged_at, row.submitted_at, row.cause) == (after(1), NOON, "graded")
    assert row.frame is not None
    assert store.blob(row.frame) == one.frame


def test_everything_is_there_after_reopening(
    store: Store, store_path: Path, graded: Callable[..., int]
) -> None:
    graded()
    before = (store.attempts(), store.verdicts(), store.watermark())
    store.close()
    with Store(store_path) as again:
        assert (again.attempts(), again.verdicts(), again.watermark()) == before


def test_raw_bytes_are_kept_once_per_content(store: Store) -> None:
    first = store.queue.arrive(arrival("l-000001", data=b"same"))
    second = store.queue.arrive(arrival("l-000002", data=b"same"))
    assert first.blob == second.blob
    assert store.blob(first.blob) == b"same"
    with sqlite3.connect(store._database.path) as foreign:
        assert foreign.execute("SELECT COUNT(*) FROM blobs").fetchone() == (1,)
    foreign.close()


def test_a_damaged_blob_is_named_and_never_handed_out(store: Store, store_path: Path) -> None:
    attempt = store.queue.arrive(arrival())
    with sqlite3.connect(store_path) as foreign:
        foreign.execute("UPDATE blobs SET data = x'00'")
    foreign.close()
    with pytest.raises(ResultsError, match="damaged"):
        store.blob(attempt.blob)


def test_attempts_can_be_listed_by_learner(store: Store) -> None:
    mine = store.queue.arrive(arrival("l-000001"))
    store.queue.arrive(arrival("l-000002"))
    assert store.attempts(learner="l-000001") == [mine]
    assert len(store.attempts()) == 2


def test_attempts_number_the_arrivals_and_cap_the_counted_ones(store: Store) -> None:
    numbers = [store.queue.arrive(arrival(arrival_id=f"a{n}", cap=2)) for n in range(3)]
    assert [attempt.number for attempt in numbers] == [1, 2, 3]
    assert [attempt.counted for attempt in numbers] == [True, True, False]
    other_lesson = store.queue.arrive(arrival(arrival_id="a9", assignment="tour", cap=2))
    assert (other_lesson.number, other_lesson.counted) == (1, True)


def test_a_newer_verdict_supersedes_and_the_older_one_stays(
    store: Store, graded: Callable[..., int]
) -> None:
    attempt_id = graded(judged(), judged(exercise="toffoli-6cx"))
    store.queue.requeue(attempt_id, cause="judge 0.2 fixes phases", actor="admin", now=after(5))
    lease = store.queue.lease("w2", after(6), 60)
    assert lease is not None
    store.queue.complete(lease, [judged(Outcome.WRONG_ANSWER)], after(7))
    standing = {row.exercise: row.outcome for row in store.verdicts()}
    assert standing == {"bell-pair": "WA", "toffoli-6cx": "AC"}
    history = store.verdicts(include_superseded=True)
    assert [(row.exercise, row.superseded, row.cause) for row in history] == [
        ("bell-pair", True, "graded"),
        ("toffoli-6cx", False, "graded"),
        ("bell-pair", False, "judge 0.2 fixes phases"),
    ]
    assert {row.submitted_at for row in history} == {NOON}


@pytest.mark.parametrize("table", ["verdicts", "attempts", "baselines", "audit_log", "heads"])
@pytest.mark.parametrize("statement", ["UPDATE {t} SET id = 99", "DELETE FROM {t}"])
def test_a_foreign_tool_cannot_change_append_only_rows(
    store: Store, store_path: Path, graded: Callable[..., int], table: str, statement: str
) -> None:
    graded()
    store.record_baseline(_baseline())
    store.ledger.sign(b"k" * 32, NOON)
    foreign = sqlite3.connect(store_path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), foreign:
        foreign.execute(statement.format(t=table))
    foreign.close()


def test_replace_is_no_way_around_the_triggers(
    store: Store, store_path: Path, graded: Callable[..., int]
) -> None:
    graded()
    foreign = sqlite3.connect(store_path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), foreign:
        foreign.execute("REPLACE INTO verdicts SELECT * FROM verdicts")
    foreign.close()


def test_watermark_rises_with_everything_that_a_board_may_show(store: Store) -> None:
    marks = [store.watermark()]
    store.queue.arrive(arrival())
    marks.append(store.watermark())
    lease = store.queue.lease("w", NOON, 60)
    assert lease is not None
    assert store.watermark() == marks[-1], "a lease shows nowhere"
    store.queue.complete(lease, [judged()], NOON)
    marks.append(store.watermark())
    store.record_baseline(_baseline())
    marks.append(store.watermark())
    store.ledger.erase("l-000001", actor="admin", now=NOON)
    marks.append(store.watermark())
    assert marks == sorted(set(marks))


def test_an_equal_run_is_copied_with_its_source(store: Store, graded: Callable[..., int]) -> None:
    graded(judged(), judged(Outcome.WRONG_ANSWER, "toffoli-6cx"), arrival_id="a1")
    twin = store.queue.arrive(arrival("l-000002", data=b"notebook of l-000001, a1"))
    copies = store.cached(twin.blob, "key-a1")
    assert [(one.verdict.exercise, one.copied_from) for one in copies] == [
        ("bell-pair", 1),
        ("toffoli-6cx", 2),
    ]
    lease = store.queue.lease("w", NOON, 60)
    assert lease is not None
    store.queue.complete(lease, copies, after(2), run_key="key-a1")
    rows = store.verdicts(attempt_id=twin.id)
    assert [row.cause for row in rows] == ["cached", "cached"]
    assert rows[0].verdict == copies[0].verdict


@pytest.mark.parametrize("outcome", [
    Outcome.TIME_LIMIT_EXCEEDED, Outcome.MEMORY_LIMIT_EXCEEDED, Outcome.JUDGE_ERROR,
    Outcome.SANDBOX_VIOLATION, Outcome.INCONCLUSIVE,
])  # fmt: skip
def test_a_run_with_a_verdict_that_depends_on_load_is_never_copied(
    store: Store, graded: Callable[..., int], outcome: Outcome
) -> None:
    graded(judged(), judged(outcome, "toffoli-6cx"))
    (attempt,) = store.attempts()
    assert store.cached(attempt.blob, "key-a1") == []


def test_other_key_other_bytes_or_no_key_is_no_equal_run(
    store: Store, graded: Callable[..., int]
) -> None:
    graded()
    (attempt,) = store.attempts()
    assert store.cached(attempt.blob, "key-a1")
    assert store.cached(attempt.blob, "another") == []
    assert store.cached("0" * 64, "key-a1") == []
    assert store.cached(attempt.blob, "") == []


def test_a_rejudged_run_is_not_copied_from(store: Store, graded: Callable[..., int]) -> None:
    attempt_id = graded()
    store.queue.requeue(attempt_id, cause="fix", actor="admin", now=NOON)
    lease = store.queue.lease("w", NOON, 60)
    assert lease is not None
    store.queue.complete(lease, [judged(Outcome.WRONG_ANSWER)], NOON, run_key="new-judge")
    assert store.cached(lease.attempt.blob, "key-a1") == []
    (copy,) = store.cached(lease.attempt.blob, "new-judge")
    assert copy.verdict.outcome is Outcome.WRONG_ANSWER


def test_every_part_of_the_key_matters() -> None:
    parts = {
        "notebook": "aa",
        "exercises": [("bell-pair", 1, "d1")],
        "judge_version": "0.1",
        "limits": {"cpu_s": 10},
        "draw": "",
    }
    changes = {
        "notebook": "ab",
        "exercises": [("bell-pair", 1, "d2")],
        "judge_version": "0.2",
        "limits": {"cpu_s": 11},
        "draw": "l-000001/2",
    }
    keys = {idempotency_key(**parts)}  # type: ignore[arg-type]  # one dict for all parts
    keys |= {idempotency_key(**{**parts, name: new}) for name, new in changes.items()}  # type: ignore[arg-type]
    assert len(keys) == 6
    assert idempotency_key(**parts) in keys  # type: ignore[arg-type]  # the same parts, the same key


def test_changed_exercise_under_the_same_version_is_refused_with_the_cure(store: Store) -> None:
    store.record_exercise("bell-pair", 1, "d1", NOON)
    store.record_exercise("bell-pair", 1, "d1", NOON)
    with pytest.raises(ResultsError, match=r"raise `version` to 2 in exercises/bell-pair/"):
        store.record_exercise("bell-pair", 1, "d2", NOON)
    store.record_exercise("bell-pair", 2, "d2", NOON)


def test_an_unchanged_baseline_is_recorded_once_and_a_new_one_replaces_it(store: Store) -> None:
    assert store.record_baseline(_baseline())
    assert not store.record_baseline(_baseline(judged_at=after(60)))
    better = replace(_baseline().verdict, cost=12)
    assert store.record_baseline(_baseline(verdict=better))
    assert [row.verdict.cost for row in store.baselines()] == [12]


def test_readonly_store_reads_and_refuses_to_write(
    store: Store, store_path: Path, graded: Callable[..., int]
) -> None:
    graded()
    with Store(store_path, readonly=True) as reader:
        assert reader.verdicts() == store.verdicts()
        with pytest.raises(ResultsError, match="cannot be written"):
            reader.queue.arrive(arrival("l-000002"))


def test_readonly_store_that_is_missing_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="qskills init"):
        Store(tmp_path / "none.db", readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_time_without_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the mistake itself
    with pytest.raises(ValueError, match="no time zone"):
        store.queue.arrive(arrival(submitted_at=naive))


def _baseline(**changes: object) -> Baseline:
    fields: dict[str, object] = {
        "exercise": "bell-pair",
        "version": 1,
        "kind": "qiskit-3",
        "label": "Qiskit 2.6.2, level 3",
        "verdict": judged().verdict,
        "judged_at": NOON,
        **changes,
    }
    return Baseline(**fields)  # type: ignore[arg-type]  # a builder: the fields are checked by use
