"""Records, news and what a rejudge changed, on the pages and in the board files."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.own import Own
from leaderboard.present.records import challenge_table, challenges, history_table, progress
from leaderboard.present.texts import Texts
from tests.leaderboard.challenged import CAUSE, CHALLENGES
from tests.leaderboard.consortium_state import COMPANIES, YOU, ConsortiumState
from tests.leaderboard.test_pages import open_page, words

__all__ = ["open_page"]
Open = Callable[..., AppTest]
VIEWERS = ("public", "learner", "company-aoba-motors", "admin")


def board_of(state: ConsortiumState, scope: str) -> Board:
    return Board(scope_file(state.state.boards, scope))


def scope_of(viewer: str) -> str:
    return "member" if viewer == "learner" else viewer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_challenge_stands_there_with_the_record_of_the_board_file(
    open_page, challenged, viewer, language
):
    at = open_page(challenged, "records", viewer, language)
    assert not at.exception
    shown = words(at)
    board = board_of(challenged, scope_of(viewer))
    texts = Texts.of(language, board)
    standing = {r["exercise_id"]: r for r in board.records() if r["beaten_at"] is None}
    assert standing.keys() == CHALLENGES.keys()
    for exercise in board.exercises():
        if exercise["exercise_id"] in standing:
            record = standing[exercise["exercise_id"]]
            assert texts.name(exercise, "title") in shown
            assert texts.cost(record["cost"], exercise) in shown
            assert (record["handle"] or texts("records.somebody")) in shown
            assert texts.date(record["attained_at"]) in shown


def test_the_record_is_the_cheapest_accepted_result_of_the_store(challenged):
    with challenged.open_store() as store:
        costs: dict[str, list[int]] = {}
        for row in store.verdicts():
            if row.outcome == "AC" and row.cost is not None:
                costs.setdefault(row.exercise, []).append(row.cost)
    standing = {
        r["exercise_id"]: r["cost"]
        for r in board_of(challenged, "member").records()
        if r["beaten_at"] is None
    }
    assert standing == {name: min(costs[name]) for name in CHALLENGES}


def test_records_name_people_before_the_public_only_if_they_chose_it(challenged):
    people = {p.handle: p for p in _people(challenged)}
    member, public = board_of(challenged, "member"), board_of(challenged, "public")
    for row, shown in zip(member.records(), public.records(), strict=True):
        person = people[row["handle"]]
        assert shown["handle"] == (row["handle"] if person.show_name else "")
        assert shown["cost"] == row["cost"]
        # Agreement is needed, and is not enough where a company is small.
        assert row["company_id"] in ((None, person.company_id) if person.show_company else (None,))
        assert shown["company_id"] == (row["company_id"] if person.show_name else None)
    assert any(row["company_id"] for row in member.records())
    assert any(not row["handle"] for row in public.records())


def _people(state: ConsortiumState):
    from grader.identity import Identity

    with Identity(state.state.identity, readonly=True) as identity:
        return identity.people()


def test_a_deep_link_opens_one_challenge_and_one_level(open_page, challenged):
    at = open_page(challenged, "records", "learner", track="ghz-12-kawasaki")
    assert at.selectbox(key="choose-track").value == "ghz-12-kawasaki"
    board = board_of(challenged, "member")
    first = next(r for r in board.records() if r["exercise_id"] == "ghz-12-kawasaki")
    assert str(first["result_id"]) in words(at)
    at = open_page(challenged, "records", "learner", level="native-gates")
    assert at.selectbox(key="choose-track").options == ["Ground state of H2"]
    assert "A benchmark suite" not in words(at)


def test_an_unknown_challenge_gets_a_notice_with_those_that_exist(open_page, challenged):
    shown = words(open_page(challenged, "records", "public", track="no-such"))
    assert "no-such" in shown
    assert all(name in shown for name in CHALLENGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_challenges_and_volumes_the_page_says_so(open_page, published, language):
    at = open_page(published, "records", "public", language)
    assert not at.exception
    assert catalogue(language)["records.none"] in words(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_hold_gain_history_and_steps_of_the_records(challenged, language):
    board = board_of(challenged, "member")
    texts = Texts.of(language, board)
    items = {one.id: one for one in challenges(board)}
    assert list(items) == ["toffoli-6cx", "h2-vqe", "ghz-12-kawasaki"]  # by level
    one = items["toffoli-6cx"]
    table = challenge_table([one], texts, board.companies(), "lang=x")
    assert table.rows[0].cells[0].link == "records?track=toffoli-6cx&lang=x"
    best = min(row["cost"] for row in board.baselines("toffoli-6cx"))
    assert one.gain == pytest.approx(100 * (best - one.records[-1]["cost"]) / best)
    history = history_table(one, texts, board.companies())
    assert [row.cells[1] for row in history.rows] == [
        texts.cost(row["cost"], one.exercise) for row in reversed(one.records)
    ]
    assert [row.kind for row in history.rows] == ["record"] + [""] * (len(one.records) - 1)
    steps = progress(one, texts, int(board.meta["as_of"])).steps
    assert [cost for _, cost, _ in steps] == [row["cost"] for row in one.records]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_row_of_the_record_is_marked_on_the_exercises_board(open_page, challenged, language):
    board = board_of(challenged, "member")
    texts = Texts.of(language, board)
    record = next(
        r for r in board.records()
        if r["exercise_id"] == "ghz-12-kawasaki" and r["beaten_at"] is None
    )  # fmt: skip
    mark = texts("exercise.record", date=texts.date(record["attained_at"]))
    for viewer in ("learner", "public"):
        shown = words(open_page(challenged, "exercise", viewer, language, ex="ghz-12-kawasaki"))
        assert shown.count(mark) == 1
    assert mark not in words(open_page(challenged, "exercise", "learner", language, ex="bell-pair"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_learner_reads_what_a_rejudge_changed_of_their_rank_and_why(
    open_page, challenged, language
):
    texts = Texts(language)
    own = Own.of(challenged.state.boards, YOU)
    (change,) = own.rank_changes()
    assert change["cause"] == CAUSE
    assert change["before"] < change["after"] == own.bests()["toffoli-6cx"]["rank"]
    shown = words(open_page(challenged, "exercise", "learner", language, ex="toffoli-6cx"))
    assert (
        texts(
            "exercise.own_rejudged",
            date=texts.date(change["rejudged_at"]),
            cause=CAUSE,
            before=change["before"],
            after=change["after"],
        )
        in shown
    )
    assert CAUSE in words(open_page(challenged, "overview", "learner", language))


def test_the_administrator_sees_every_place_that_moved(open_page, challenged):
    shown = words(open_page(challenged, "exercise", "admin", ex="toffoli-6cx"))
    rows = board_of(challenged, "admin").rank_changes("toffoli-6cx")
    assert len(rows) > 5
    for row in rows:
        assert row["handle"] in shown
    news = next(r for r in board_of(challenged, "admin").news() if r["kind"] == "rejudge")
    assert news["detail"] == {"cause": CAUSE, "moved": str(len(rows))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_shows_the_board_of_a_course_and_the_standings_of_a_week(
    open_page, challenged, language
):
    at = open_page(challenged, "overview", "learner", language, board="c1", period="2026-W44")
    assert not at.exception
    board = board_of(challenged, "member")
    texts = Texts.of(language, board)
    shown = words(at)
    listed = {r["exercise_id"]: texts.name(r, "title") for r in board.exercises()}
    exercises = shown[shown.index(texts("overview.exercises")) :]
    assert listed["bell-pair"] in exercises
    assert listed["h2-vqe"] not in exercises
    for row in board.leaders("c1"):
        assert row["handle"] in shown
    place = 0 if language == "en" else 1
    for row in board.standings():
        if row["period"] == "2026-W44" and row["rank"]:
            company = COMPANIES[row["company_id"]][place]
            found = shown[shown.index(company) :].split()
            assert str(row["median"]) in found[:12]
    assert texts.date(board.meta["next_release_at"]) in shown


def test_a_long_board_comes_fifty_rows_at_a_time_and_a_link_opens_any_of_them(
    open_page, challenged
):
    entries = board_of(challenged, "admin").entries("bell-pair")
    assert len(entries) > 100
    at = open_page(challenged, "exercise", "admin", ex="bell-pair")
    shown = words(at)
    assert entries[0]["handle"] in shown
    assert entries[-1]["handle"] not in shown
    at = open_page(challenged, "exercise", "admin", ex="bell-pair", **{"from": "101"})
    assert not at.exception
    shown = words(at)
    assert entries[-1]["handle"] in shown
    assert entries[0]["handle"] not in shown
