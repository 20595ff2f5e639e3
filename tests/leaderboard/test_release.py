import sqlite3
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest

from grader.results.records import Arrival
from grader.state import State
from grader.verdict import Outcome
from leaderboard.disclosure import POOLED, Cell, Rules, changed, fingerprint
from leaderboard.progress import reached_by
from leaderboard.release import ReleaseStore, release_weeks
from leaderboard.sources import read_inputs, read_results
from leaderboard.tally import Tally
from tests.leaderboard.consortium_state import NOW, SMALL, ConsortiumState

RULES = Rules()


def release(state: ConsortiumState, now=NOW, rules=RULES, into=None):
    store = ReleaseStore((into or state.state.path) / "releases.db")
    with counted(state, into) as (inputs, tally):
        return release_weeks(store, inputs, tally, rules, int(now.timestamp()))


@contextmanager
def counted(state: ConsortiumState, into=None):
    own = State(state.state.path)
    inputs = read_inputs(own, state.catalog)
    with Tally((into or own.path) / "tally.db", inputs) as tally:
        read_results(own, state.catalog, tally)
        yield inputs, tally


def by_key(cells):
    return {(c.period, c.company, c.skill): c for c in cells}


def test_every_closed_week_is_released_once_and_never_changes(own):
    first = release(own)
    assert {c.period for c in first} == {f"2026-W{n}" for n in range(39, 47)} - {"2026-W39"}
    own.submit("l-000001", "bell-pair", Outcome.ACCEPTED, at=NOW - timedelta(days=20), cost=13)
    assert release(own) == first
    later = release(own, NOW + timedelta(days=2))
    assert by_key(first).items() <= by_key(later).items()
    assert {c.period for c in later} - {c.period for c in first} == {"2026-W47"}


def test_releasing_week_by_week_equals_releasing_all_at_once(own, made, tmp_path):
    weeks = [NOW - timedelta(weeks=n) for n in (8, 5, 3, 0)]
    for now in weeks:
        stepwise = release(own, now)
    at_once = release(made, into=tmp_path)
    # Backdated submissions are known from the start here, so both ways see the same.
    assert by_key(stepwise) == by_key(at_once)


def test_the_release_table_refuses_change(own):
    release(own)
    db = sqlite3.connect(own.state.path / "releases.db")
    for statement in ("UPDATE release SET n = 99", "DELETE FROM release"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    db.close()


def test_the_small_company_is_withheld_and_large_ones_are_mostly_shown(own):
    cells = [c for c in release(own) if c.period == "2026-W46" and c.skill != "activity"]
    small = [c for c in cells if c.company == SMALL]
    assert small
    assert {c.status for c in small} == {"withheld"}
    assert not any(c.values for c in small)
    large = [c for c in cells if c.company not in (SMALL, POOLED)]
    shown = Counter(c.status != "withheld" for c in large)
    assert shown[True] > 0.9 * len(large)


def test_between_two_unequal_figures_of_a_cell_at_least_three_learners_changed(own):
    """Difference audit over all weeks, companies and skills of a whole consortium."""
    cells = release(own)
    with counted(own) as (inputs, tally):
        results = list(tally.results())
    ends = {c.period: c.as_of for c in cells if c.status == "released"}
    reached = {period: reached_by(inputs, end - 1, results) for period, end in ends.items()}

    def prints(company, skill, period):
        group = [r for r in reached[period] if company in (POOLED, r.company)]
        return fingerprint(group, skill)

    seen: dict[tuple[str, str], Cell] = {}
    compared = held = 0
    for cell in cells:
        key = (cell.company, cell.skill)
        if cell.status == "withheld" or cell.skill == "activity":
            continue
        before = seen.get(key)
        held += cell.status == "held"
        if before and before.values != cell.values:
            compared += 1
            assert changed(prints(*key, cell.period), prints(*key, before.period)) >= 3
        if cell.status == "released":
            seen[key] = cell
    assert compared > 50
    assert held > 10


def test_a_week_waits_for_the_verdicts_of_what_was_submitted_in_it(own):
    with own.open_store() as store:
        store.queue.arrive(
            Arrival(
                learner="l-000001", course="c1", assignment="pairs", notebook="pairs.ipynb",
                language="en", arrival="late", data=b"waits", demo=True,
                submitted_at=NOW - timedelta(days=18),
            )
        )  # fmt: skip
    assert max(c.period for c in release(own)) == "2026-W44"
    with own.open_store() as store:
        lease = store.queue.lease("w", NOW, 60)
        assert lease is not None
        store.queue.complete(lease, [], NOW, remark="unreadable")
    assert max(c.period for c in release(own)) == "2026-W46"


def test_a_state_without_submissions_has_no_release(tmp_path, made):
    from grader.identity import Identity
    from grader.results.store import Store

    state = State(tmp_path / "empty")
    state.create(made.state.consortium.read_text(encoding="utf-8"))
    with Identity(state.identity), Store(state.results):
        pass
    empty = ConsortiumState(state=state, catalog=made.catalog)
    assert release(empty) == ()
