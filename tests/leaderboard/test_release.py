import itertools
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from grader.identity import Identity
from grader.results.records import Arrival
from grader.state import State
from grader.verdict import Outcome
from leaderboard.board import BoardInvalid
from leaderboard.cells import is_cell
from leaderboard.disclosure import HEADLINE, POOLED, Rules, still_shown
from leaderboard.publish import publish
from leaderboard.ranking import Result
from leaderboard.release import ReleaseStore, release_weeks
from leaderboard.sources import read_inputs, read_results
from leaderboard.tally import Tally
from tests.leaderboard.by_hand import reached_by
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
        tally.rank()
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
    # Spreads of costs and attempts are of the moment of release, so only the last week has them.
    assert by_key(c for c in stepwise if ":" not in c.skill) == by_key(
        c for c in at_once if ":" not in c.skill
    )
    assert {c.period for c in at_once if ":" in c.skill} == {"2026-W46"}


def test_the_release_table_refuses_change(own):
    release(own)
    db = sqlite3.connect(own.state.path / "releases.db")
    for statement in ("UPDATE release SET n = 99", "DELETE FROM release"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    db.close()


def test_the_small_company_is_withheld_and_large_ones_are_mostly_shown(own):
    cells = [c for c in release(own) if c.period == "2026-W46" and is_cell(c.skill)]
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
        results = list(map(Result._make, tally.results()))
    ends = {c.period: c.as_of for c in cells if c.status == "released"}
    reached = {period: reached_by(inputs, end, results) for period, end in ends.items()}

    def parts(company, skill, period):
        return {
            r.learner: part(r, skill) for r in reached[period] if company in (POOLED, r.company)
        }

    shown = defaultdict(list)
    for cell in cells:
        if is_cell(cell.skill) and cell.status == "released":
            shown[cell.company, cell.skill].append(cell.period)
    compared = 0
    for key, periods in shown.items():
        prints = [parts(*key, period) for period in periods]
        # Of any two releases, not of neighbours alone.
        for before, after in itertools.combinations(prints, 2):
            compared += 1
            assert sum(before.get(k) != after.get(k) for k in before.keys() | after.keys()) >= 3
    assert compared > 300
    assert sum(cell.status == "held" for cell in cells) > 10


def part(one, skill):
    """All that a learner contributes to a cell."""
    if skill == HEADLINE:
        flags = (one.started, one.active, one.accepted, one.completed)
        return (one.merit, flags, one.tried)
    return (one.active, one.mastery[skill], skill in one.tried)


def later(state, weeks, **kwargs):
    return release(state, NOW + timedelta(weeks=weeks), **kwargs)


def test_a_rejudge_enters_the_next_release_and_no_earlier_one(own):
    first = by_key(release(own))
    with closing(sqlite3.connect(own.state.results)) as db:
        learners = [row[0] for row in db.execute(
            "SELECT DISTINCT learner FROM attempts ORDER BY 1")]  # fmt: skip
    for number, name in enumerate(learners):
        own.submit(name, "toffoli-6cx", Outcome.ACCEPTED, at=NOW - timedelta(days=30), cost=70,
                   number=9000 + number)  # fmt: skip
    second = by_key(later(own, 1))
    assert first.items() <= second.items()
    headline = second["2026-W47", POOLED, HEADLINE]
    assert headline.status == "released"
    assert headline.values != first["2026-W46", POOLED, HEADLINE].values


@pytest.mark.parametrize("many", [1, 2, 3])
def test_who_is_erased_is_a_change_like_any_other(own, many):
    first = by_key(later(own, 1))  # nobody does anything after that
    with Identity(own.state.identity) as identity:
        company = [p for p in identity.people() if p.company_id == "aoba-motors"]
        for person in company[:many]:
            assert identity.erase(person.learner_id)
    second = by_key(later(own, 2))
    assert first.items() <= second.items()
    before, after = (cells["2026-W4" + week, "aoba-motors", HEADLINE]
                     for cells, week in ((first, "7"), (second, "8")))  # fmt: skip
    assert after.status == ("held" if many < 3 else "released")
    if many < 3:
        assert after.values == before.values


def test_stricter_rules_hide_old_weeks_and_laxer_ones_compute_none_anew(own):
    strict, loose = Rules(min_learners=30, min_companies=5), RULES
    first = by_key(later(own, -3, rules=strict))
    assert {c.status for c in first.values() if c.company} == {"withheld"}
    second = by_key(release(own, rules=loose))
    assert first.items() <= second.items()
    assert {c.status for c in second.values() if c.company} >= {"withheld", "released"}
    assert not any(still_shown(c, strict) for c in second.values() if c.company)
    # Strict again: what the lax weeks showed is hidden at once, and shown when they are lax again.
    third = by_key(later(own, 1, rules=strict))
    assert second.items() <= third.items()
    assert not any(still_shown(c, strict) for c in third.values() if c.company)
    assert any(still_shown(c, loose) for c in third.values() if c.company)


def test_what_is_remembered_outlasts_the_process(own, made, tmp_path):
    for weeks in range(-7, 1):
        stepwise = later(own, weeks)
    assert by_key(c for c in stepwise if ":" not in c.skill) == by_key(
        c for c in release(made, into=tmp_path) if ":" not in c.skill
    )


def test_a_company_whose_people_all_left_stays_among_the_withheld(own):
    release(own)
    with Identity(own.state.identity) as identity:
        for person in [p for p in identity.people() if p.company_id == SMALL]:
            assert identity.erase(person.learner_id)
    cells = by_key(later(own, 1))
    assert cells["2026-W47", SMALL, HEADLINE].status == "withheld"


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
    from grader.results.store import Store

    state = State(tmp_path / "empty")
    state.create(made.state.consortium.read_text(encoding="utf-8"))
    with Identity(state.identity), Store(state.results):
        pass
    empty = ConsortiumState(state=state, catalog=made.catalog)
    assert release(empty) == ()


def test_releases_of_an_earlier_version_are_refused_with_what_to_do(tmp_path):
    path = tmp_path / "releases.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE contribution (company TEXT, skill TEXT)")
    with pytest.raises(BoardInvalid, match="move it away and publish again"):
        ReleaseStore(path)
    path.rename(tmp_path / "old.db")
    assert ReleaseStore(path).released_until() is None


def test_publishing_says_which_attempt_holds_weeks_back(own):
    since = NOW - timedelta(days=18)
    with own.open_store() as store:
        store.queue.arrive(
            Arrival(
                learner="l-000001", course="c1", assignment="pairs", notebook="pairs.ipynb",
                language="en", arrival="late", data=b"waits", demo=True, submitted_at=since,
            )
        )  # fmt: skip
    done = publish(own.state.path, catalog=own.catalog, now=NOW)
    assert (done.period, done.waiting_since) == ("2026-W44", since)
    with own.open_store() as store:
        lease = store.queue.lease("w", NOW, 60)
        assert lease is not None
        store.queue.complete(lease, [], NOW, remark="unreadable")
    assert publish(own.state.path, catalog=own.catalog, now=NOW).waiting_since is None
