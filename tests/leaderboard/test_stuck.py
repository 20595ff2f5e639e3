"""Where learners get stuck: what is counted, what is withheld, and what stands in the files."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from statistics import median

import pytest

from grader.verdict import Outcome
from leaderboard.bands import rate
from leaderboard.board import Board, scope_file
from leaderboard.disclosure import Rules
from leaderboard.present.stuck import stuck_table
from leaderboard.present.texts import Texts
from leaderboard.progress import Week
from leaderboard.publish import publish
from leaderboard.stuck import LONGER, hours_band, stuck_cells, stuck_rows
from tests.leaderboard.by_hand import Tried, fared_of
from tests.leaderboard.consortium_state import COMPANIES, NOW, ConsortiumState

RULES = Rules()
HOUR = 3600


def one(number: int, company: str = "a", *, tries: int = 2, hours: float | None = 5.0) -> Tried:
    accepted_at = None if hours is None else round(1000 + hours * HOUR)
    return Tried(f"l{number}", company, tries, 1000, accepted_at)


def spread(n: int, companies: str = "abcd", **changes: object) -> list[Tried]:
    return [one(k, companies[k % len(companies)], **changes) for k in range(n)]


def cells(fared, last=None, week=1, rules=RULES):
    memory = {} if last is None else last
    made = stuck_cells(
        [("e", fared_of(fared))], period=f"2026-W{week:02d}", as_of=week, rules=rules, last=memory
    )
    return {cell.skill: cell for cell in made}


def row(fared, **changes):
    (only,) = stuck_rows(cells(fared, **changes).values(), changes.get("rules", RULES))
    return dict(
        zip(("period", "exercise", "status", "n", "accepted", "attempts", "hours", "as_of"), only,
            strict=True)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "band"),
    [(0, 1), (1, 1), (1.01, 2), (4, 4), (9, 24), (24.5, 72), (168, 168), (168.1, LONGER)],
)
def test_times_are_told_as_bands(hours, band):
    assert hours_band(hours) == band


def test_a_row_holds_medians_a_rate_and_the_lower_end_of_a_count():
    stuck = [one(1000 + k, "abcd"[k % 4], tries=4, hours=None) for k in range(40)]
    assert row([*spread(80, tries=1, hours=3.0), *stuck]) == {
        "period": "2026-W01", "exercise": "e", "status": "released", "n": "100+",
        "accepted": rate(80, 120), "attempts": 1, "hours": 4, "as_of": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fared", "status"),
    [
        (spread(9), "withheld"),  # R1
        (spread(10), "released"),
        (spread(20, "ab"), "withheld"),  # R2
        (spread(10, "aaab") + [one(90 + k, "c") for k in range(2)], "withheld"),  # R3: 8 of 12
        (spread(12, "aabc"), "released"),  # 6 of 12
    ],
)
def test_r1_to_r3_hold_as_for_any_consortium_figure(fared, status):
    made = row(fared)
    assert made["status"] == status
    withheld = [made[name] for name in ("n", "accepted", "attempts", "hours")] == [None] * 4
    assert withheld == (status == "withheld")


def test_the_time_alone_is_withheld_where_too_few_got_through():
    stuck = [one(1000 + k, "abcd"[k % 4], hours=None) for k in range(120)]
    made = row([*spread(9, hours=2.0), *stuck])
    assert made["status"] == "released"
    assert made["hours"] is None
    assert row([*spread(10, hours=2.0), *stuck])["hours"] == 2
    # With few who tried, whether there is a time would tell how many they are.
    assert row(spread(30, hours=2.0))["hours"] is None


def test_r4_holds_old_values_until_three_learners_outside_of_one_company_changed():
    last: dict = {}
    first = cells(spread(20, tries=1, hours=0.5), last)
    assert first["exercise:e"].values["attempts"] == 1
    quick = {k: one(k, "abcd"[k % 4], tries=9, hours=100) for k in (0, 1)}
    two = [quick.get(k, fared) for k, fared in enumerate(spread(20, tries=1, hours=0.5))]
    held = cells(two, last, week=2)["exercise:e"]
    assert (held.status, held.as_of, held.values) == ("held", 1, first["exercise:e"].values)
    (made,) = stuck_rows(cells(two, dict(last), week=2).values(), RULES)
    assert made[2] == "held"
    assert made[-1] == 1
    all_of_one = [replaced(f) if f.company == "a" else f for f in two]
    assert cells(all_of_one, last, week=3)["exercise:e"].status == "held"
    many = [replaced(f) for f in spread(20, tries=1, hours=0.5)]
    assert cells(many, last, week=4)["exercise:e"].values["attempts"] == 7


def replaced(fared: Tried) -> Tried:
    return fared._replace(tries=7)


@pytest.mark.parametrize("through", [0, 1, 2, 18, 19, 20])
def test_r8_few_and_nearly_all_are_bounds(through):
    fared = [one(k, "abcd"[k % 4], hours=1.0 if k < through else None) for k in range(20)]
    assert row(fared)["accepted"] == ("<15" if through < 3 else ">85")


def test_stricter_rules_of_today_hide_what_was_released():
    made = cells(spread(12)).values()
    assert stuck_rows(made, replace(RULES, min_learners=13))[0][2] == "withheld"
    assert stuck_rows(made, RULES)[0][2] == "released"


def test_the_board_files_hold_what_the_results_say(published: ConsortiumState):
    week = Week.of(int(NOW.timestamp()), "Asia/Tokyo")
    tries, through, done = (defaultdict(dict) for _ in range(3))
    with published.open_store() as store:
        rows = sorted(store.verdicts(include_superseded=True), key=lambda r: (r.submitted_at, r.id))
    for r in rows:
        at = int(r.submitted_at.timestamp())
        if at >= week.starts_at or r.learner in done[r.exercise]:
            continue
        tries[r.exercise].setdefault(r.learner, []).append(at)
        if r.outcome == "AC":
            done[r.exercise][r.learner] = True
            through[r.exercise][r.learner] = at - tries[r.exercise][r.learner][0]
    scopes = ("public", "member", "admin", *(f"company-{name}" for name in COMPANIES))
    boards = [Board(scope_file(published.state.boards, scope)) for scope in scopes]
    first = boards[0].stuck()
    assert len(first) == len(tries)
    assert all(board.stuck() == first for board in boards)
    for made in first:
        name = made["exercise_id"]
        assert made["period"] == "2026-W46"
        counts = [len(every) for every in tries[name].values()]
        assert made["n_band"] == "100+"
        assert made["accepted"] == rate(len(through[name]), len(counts))
        assert abs(made["attempts"] - median(counts)) <= 0.5
        assert made["hours"] == hours_band(median(through[name].values()) / HOUR)


def test_a_week_in_which_two_learners_changed_shows_the_old_figures(own_published):
    state, catalog = own_published.state.path, own_published.catalog
    publish(state, catalog=catalog, now=NOW + timedelta(days=1))
    for n, learner in enumerate(("l-000001", "l-000002")):
        at = NOW + timedelta(days=2, hours=n)
        own_published.submit(learner, "h2-vqe", Outcome.WRONG_ANSWER, at=at, reason="value")
    publish(state, catalog=catalog, now=NOW + timedelta(days=8))
    board = Board(scope_file(own_published.state.boards, "public"))
    rows = [row for row in board.stuck() if row["exercise_id"] == "h2-vqe"]
    assert [row["period"] for row in rows] == ["2026-W46", "2026-W47", "2026-W48"]
    assert rows[2] == {**rows[1], "period": "2026-W48", "status": "held"}
    texts = Texts.of("en", board)
    table = stuck_table(board, texts, "lang=en")
    (line,) = [line for line in table.rows if "h2-vqe" in line.cells[0].link]
    assert line.cells[0].note == texts("status.held", date="2026-11-15")
