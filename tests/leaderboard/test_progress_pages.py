"""Skills, company and own pages: what they show is what the board files hold, week by week."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from grader.verdict import Outcome
from leaderboard import charts
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES, catalogue
from leaderboard.own import Own
from leaderboard.present.attempts import most_tried, tried_exercises
from leaderboard.present.boxes import box_table, boxes, with_learner
from leaderboard.present.company import company_cards, funnel, headline
from leaderboard.present.feeds import feed_table, next_table, skill_list
from leaderboard.present.gaps import company_gaps, gap_table, learner_gaps
from leaderboard.present.onward import gains_table, quota_line, rejudge_table, required_table
from leaderboard.present.skills import audit_table, heatmap
from leaderboard.present.stuck import stuck_table, time_text
from leaderboard.present.table import Cell, plain
from leaderboard.present.texts import Texts
from leaderboard.present.trend import Weekly, lines, periods, spark, trend, trend_table
from leaderboard.publish import publish
from leaderboard.stuck import HOURS, LONGER
from tests.leaderboard.consortium_state import (
    COMPANIES,
    EXERCISES,
    NOW,
    SMALL,
    YOU,
    ConsortiumState,
)
from tests.leaderboard.test_pages import open_page, words

__all__ = ["open_page"]
Open = Callable[..., AppTest]
AOBA = "aoba-motors"
EARLIER = "2026-W43"


def opened(state: ConsortiumState, scope: str, language: str = "en") -> tuple[Board, Texts]:
    board = Board(scope_file(state.state.boards, scope))
    return board, Texts.of(language, board)


def own_of(state: ConsortiumState) -> Own:
    return Own.of(state.state.boards, YOU)


def cell_of(board: Board, company: str, skill: str, period: str) -> Mapping:
    (cell,) = [c for c in board.cells(company=company, skill=skill) if c["period"] == period]
    return cell


def others(company: str, language: str) -> list[str]:
    place = 0 if language == "en" else 1
    return [names[place] for name, names in COMPANIES.items() if name != company]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_report_shows_the_week_that_its_address_names(open_page, published, language):
    at = open_page(published, "company", f"company-{AOBA}", language, period=EARLIER)
    assert not at.exception
    board, texts = opened(published, f"company-{AOBA}", language)
    cell = headline(board, AOBA, EARLIER)
    assert cell is not None
    assert cell != headline(board, AOBA)
    shown = words(at)
    for _, value, note in company_cards(board, texts, AOBA, cell):
        assert value in shown
        assert note in shown
    assert not [name for name in others(AOBA, language) if name in shown]
    assert at.selectbox(key="choose-period").value == EARLIER


def test_the_cards_hold_what_the_board_file_holds(published):
    board, texts = opened(published, f"company-{AOBA}")
    cell = cell_of(board, AOBA, "", EARLIER)
    cards = {label: (value, note) for label, value, note in company_cards(board, texts, AOBA, cell)}
    pooled = cell_of(board, "", "", EARLIER)
    assert cards[texts("company.merit")] == (
        str(cell["median"]),
        texts("company.merit_note", value=pooled["median"]),
    )
    # Merit has no unit; the quarter stands only where no rank says more.
    assert cards[texts("company.half")][0] == f"{cell['q1']}–{cell['q3']}"
    assert cards[texts("company.completion")][0] == texts.rate(cell["completion"])
    rank = next(r for r in board.standings() if r["period"] == EARLIER and r["company_id"] == AOBA)
    assert cards[texts("company.standing")][0] == str(rank["rank"])


def test_without_standings_the_first_card_says_in_which_quarter_the_company_is(own_published):
    file = scope_file(own_published.state.boards, f"company-{AOBA}")
    with sqlite3.connect(file) as db:
        db.execute("DELETE FROM standing")
    board, texts = opened(own_published, f"company-{AOBA}")
    cell = cell_of(board, AOBA, "", EARLIER)
    quarter = texts(f"skills.quarter_{cell['quarter']}")
    cards = company_cards(board, texts, AOBA, cell)
    assert cards[0] == (texts("company.standing"), quarter, texts("company.quarter_note"))


def test_a_week_that_does_not_exist_gives_a_notice_with_those_that_do(open_page, published):
    at = open_page(published, "company", f"company-{AOBA}", period="2026-W99")
    assert "2026-W99" in words(at)
    assert EARLIER in words(at)
    assert at.selectbox(key="choose-period").value == "2026-W46"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_without_figures_still_sees_the_consortiums(open_page, published, language):
    at = open_page(published, "company", f"company-{SMALL}", language)
    shown = words(at)
    texts = catalogue(language)
    assert texts["company.withheld_title"] in shown
    assert texts["stuck.title"] in shown
    assert not at.get("vega_lite_chart")
    at = open_page(published, "skills", f"company-{SMALL}", language)
    assert not at.exception
    assert texts["skills.nothing_to_compare"] in words(at)


@pytest.mark.parametrize("viewer", ["public", "learner", f"company-{AOBA}", "admin"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skill_has_an_address_of_its_own(open_page, published, viewer, language):
    at = open_page(published, "skills", viewer, language, skill="entanglement", period=EARLIER)
    assert not at.exception
    assert at.selectbox(key="choose-skill").value == "entanglement"
    shown = words(at)
    assert catalogue(language)["skills.box"].format(
        skill=catalogue(language)["skill.entanglement"]
    ) in shown  # fmt: skip
    for name, (en, ja, _, _, _, skills, *_) in EXERCISES.items():
        section = shown[shown.index(catalogue(language)["skills.feeds_note"]) :]
        section = section.split(catalogue(language)["company.gaps"])[0]
        assert ((en if language == "en" else ja) in section) == ("entanglement" in skills), name
    if viewer.startswith("company"):
        assert not [name for name in others(AOBA, language) if name in shown]


def test_a_skill_that_does_not_exist_gives_a_notice(open_page, published):
    at = open_page(published, "skills", "public", skill="alchemy")
    assert not at.exception
    assert "alchemy" in words(at)
    assert "compilation" in words(at)


def test_trends_hold_every_week_and_withheld_ones_as_gaps(published):
    board, texts = opened(published, "admin")
    names = lines(board, texts, SMALL)
    points = trend(board, names, "entanglement")
    assert [p.median for p in points if p.company == SMALL] == [None] * len(periods(board, texts))
    for point in (p for p in points if not p.company):
        cell = cell_of(board, "", "entanglement", point.period)
        assert (point.median, point.q1, point.status) == (
            cell["median"], cell["q1"], cell["status"],
        )  # fmt: skip
    table = trend_table(points, texts, "x")
    assert len(table.rows) == len(periods(board, texts))
    assert {row.cells[2] for row in table.rows} == {
        Cell(text=texts("status.withheld"), kind="withheld")
    }
    assert set(spark([p for p in points if p.company == SMALL], texts).values) == {None}
    assert trend(board, names, "", EARLIER)[-1].period == EARLIER


def test_weeks_that_are_held_are_marked_in_chart_table_and_words(published):
    board, texts = opened(published, f"company-{AOBA}")
    points = trend(board, lines(board, texts, AOBA), "")
    held = [point for point in points if point.status == "held"]
    assert held  # the seeded consortium has one
    figure = charts.trend_chart(points, texts, "x", AOBA)
    assert all(point.week in figure.alt for point in held)
    rows = [r for layer in figure.chart.layer for r in layer.data.values if "held" in r]
    assert {(r["week"], r["name"]) for r in rows if r["held"]} == {
        (point.period, point.name) for point in held
    }
    table = trend_table(points, texts, "x")
    marked = [c for row in table.rows for c in row.cells if plain(c) != "withheld"]
    assert {c.note for c in marked if isinstance(c, Cell)} == {
        texts("status.held", date=texts.end_date(point.as_of)) for point in held
    }


def test_a_gap_is_a_gap_in_the_chart_and_named_in_no_sentence(published):
    _, texts = opened(published, "public")
    shared = {"company": "", "name": "all", "q1": None, "q3": None}
    points = [
        Weekly(period="2026-W01", median=40, status="released", **shared),
        Weekly(period="2026-W02", median=None, status="withheld", **shared),
        Weekly(period="2026-W03", median=55, status="released", **shared),
    ]
    figure = charts.trend_chart(points, texts, "Merit")
    rows = figure.chart.layer[0].data.values
    assert [row["median"] for row in rows] == [40, None, 55]
    assert "40" in figure.alt
    assert "W01" in figure.alt
    assert "55" in figure.alt
    assert charts.trend_chart([], texts, "x").alt == texts("alt.empty")


def test_boxes_hold_the_quartiles_of_the_week(published):
    board, texts = opened(published, "admin")
    names = lines(board, texts) | {c: texts.name(r) for c, r in board.companies().items()}
    made = boxes(board, texts, names, "entanglement", own="", period=EARLIER)
    assert len(made) == 1 + len(COMPANIES)
    for box, company in zip(made, names, strict=True):
        cell = cell_of(board, company, "entanglement", EARLIER)
        assert (box.q1, box.median, box.q3) == (cell["q1"], cell["median"], cell["q3"])
    figure = charts.box_chart(with_learner(made, "You", 35), texts)
    assert texts("alt.box_one", name="You", value=35) in figure.alt
    assert texts("alt.box_withheld", name="Kumo Device") in figure.alt
    table = box_table(made, texts, "x")
    assert len(table.rows) == len(made)
    assert table.rows[-1].cells[1] == Cell(text=texts("status.withheld"), kind="withheld")


def test_another_company_has_no_box_in_a_companys_file(published):
    board, texts = opened(published, f"company-{AOBA}")
    (box,) = boxes(board, texts, {"midori-bank": "x"}, "synthesis", own=AOBA, period=EARLIER)
    assert (box.median, box.status) == (None, "withheld")


@pytest.mark.parametrize("period", [EARLIER, "2026-W46"])
def test_the_heatmap_and_the_audit_are_of_the_chosen_week(published, period):
    board, texts = opened(published, "admin")
    table = heatmap(board, texts, period, "lang=en")
    rows = {row.cells[0].text: row.cells[1:] for row in table.rows}
    for company, (name, *_) in COMPANIES.items():
        for skill, shown in zip(board.skills(), rows[name], strict=True):
            median = cell_of(board, company, skill, period)["median"]
            assert shown.text == (texts("status.withheld") if median is None else str(median))
            assert (shown.kind == "withheld") == (median is None)
    counts = {row.cells[0]: row.cells[2] for row in audit_table(board, texts, period).rows}
    assert counts["Kumo Device"].isdigit()


def test_the_funnel_begins_with_all_who_enrolled(published):
    board, texts = opened(published, f"company-{AOBA}")
    cell = headline(board, AOBA)
    assert cell is not None
    steps = funnel(cell, texts)
    assert [step.name for step in steps] == [
        texts(f"company.{name}") for name in ("enrolled", "started", "active", "accepted",
                                              "completed")
    ]  # fmt: skip
    assert steps[0].text == "100%"
    assert [step.text for step in steps[1:]] == [
        texts.rate(cell[name]) for name in ("started", "active", "accepted", "completed")
    ]


def test_the_skills_of_a_company_lead_on_to_their_own_pages(published):
    board, texts = opened(published, f"company-{AOBA}")
    gaps = company_gaps(board, texts, AOBA, EARLIER)
    sparks = {g.skill: spark(trend(board, {AOBA: "x"}, g.skill, EARLIER), texts) for g in gaps}
    table = skill_list(gaps, sparks, texts, "Aoba", "lang=en")
    for gap, row in zip(gaps, table.rows, strict=True):
        assert row.cells[0].link == f"skills?skill={gap.skill}&lang=en"
        assert plain(row.cells[1]) == texts.percent(gap.own)
        assert len(row.cells[3].values) == len([p for p in periods(board, texts) if p <= EARLIER])
    behind = [gap for gap in gaps if gap.own != 100]
    first = next_table(board, gaps, texts, "lang=en").rows[0]
    assert first.cells[0].text == min(behind, key=lambda g: (g.difference, g.own)).name


def test_exercises_where_learners_get_stuck_stand_hardest_first(published):
    board, texts = opened(published, "public")
    table = stuck_table(board, texts, "lang=en")
    found = {row["exercise_id"]: row for row in board.stuck()}
    codes = [row.cells[0].link.split("ex=")[1].split("&")[0] for row in table.rows]
    assert codes[0] == "h2-vqe"
    assert set(codes) == set(found)
    rates = [int(found[code]["accepted"].strip("<>")) for code in codes]
    assert rates == sorted(rates)
    for code, row in zip(codes, table.rows, strict=True):
        assert plain(row.cells[2]) == texts.rate(found[code]["accepted"])
        assert plain(row.cells[3]) == str(found[code]["attempts"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_band_of_time_has_words_of_its_own(published, language):
    _, texts = opened(published, "public", language)
    shown = [time_text(texts, {"status": "released", "hours": h}) for h in (*HOURS, LONGER)]
    assert len(set(shown)) == len(shown)
    hidden = time_text(texts, {"status": "released", "hours": None})
    assert hidden == Cell(text=texts("status.withheld"), kind="withheld")


def test_what_to_do_next_is_what_is_required_and_not_solved(published):
    board, texts = opened(published, "member")
    own = own_of(published)
    solved = {name for name, best in own.bests().items() if best["outcome"] == "AC"}
    table = required_table(board, own, texts, "lang=en")
    codes = [row.cells[0].link.split("ex=")[1].split("&")[0] for row in table.rows]
    assert codes == [
        row["exercise_id"] for row in board.exercises()
        if row["exercise_id"] in board.required() - solved
    ][:5]  # fmt: skip
    assert "ghz-12-kawasaki" in codes
    gains = gains_table(board, own, texts, "lang=en")
    assert [row.cells[:4] for row in gains.rows] == [
        (Cell(text="Bell pair", link="exercise?ex=bell-pair&lang=en"), "+4", "14", "13"),
        (Cell(text="Toffoli with 6 CX", link="exercise?ex=toffoli-6cx&lang=en"), "+2", "72", "73"),
    ]


def test_the_step_line_is_of_the_exercise_that_the_address_names(open_page, published):
    own = own_of(published)
    assert most_tried(own) == "toffoli-6cx"
    at = open_page(published, "me", "learner")
    assert at.selectbox(key="choose-ex").value == "toffoli-6cx"
    at = open_page(published, "me", "learner", ex="bell-pair")
    assert at.selectbox(key="choose-ex").value == "bell-pair"
    board, texts = opened(published, "member")
    assert list(tried_exercises(board, own, texts)) == [
        "ghz-12-kawasaki", "bit-order", "toffoli-6cx", "bell-pair",
    ]  # fmt: skip
    at = open_page(published, "me", "learner", ex="mgr-basics")
    assert "mgr-basics" in words(at)
    assert not at.exception


def test_own_skills_are_bars_with_the_band_of_the_board_file(published):
    board, texts = opened(published, "member")
    own = own_of(published)
    gaps = learner_gaps(board, own, texts)
    figure = charts.mastery_chart(gaps, texts)
    rows = {row["skill"]: row for row in figure.chart.data.values}
    for skill, row in own.mastery().items():
        shown = rows[texts.skill(skill)]
        assert shown["own"] == row["percent"]
        band = texts("me.decile", percent=10 * (row["decile"] or 0))
        assert (band in shown["label"]) == (row["decile"] is not None and row["decile"] <= 5)
    assert any(row["decile"] == 2 for row in own.mastery().values())
    table = gap_table(gaps, texts, "You")
    assert texts("me.decile", percent=20) in [row.cells[-1] for row in table.rows]


def test_points_of_the_exercises_of_a_skill_weigh_by_their_share(published):
    board, texts = opened(published, "member")
    table = feed_table(board, texts, "entanglement", "lang=en", own_of(published))
    assert [(row.cells[0].text, row.cells[2], row.cells[3]) for row in table.rows] == [
        ("Bell pair", "10", "25%"),
        ("12-qubit GHZ on Kawasaki", "30", "75%"),
    ]
    assert [row.cells[-1].kind for row in table.rows] == ["accepted", "refused"]
    assert {row.cells[0].note for row in table.rows} == {texts("skills.required")}


def test_a_rejudge_and_a_quota_stand_on_the_own_page(open_page, own_published):
    state = own_published
    own = own_of(state)
    _, texts = opened(state, "member")
    assert rejudge_table(Board(scope_file(state.state.boards, "member")), own, texts, "").rows == []
    assert quota_line(own, texts) == ""
    with sqlite3.connect(state.state.boards / "people.db") as db:
        db.execute(
            "INSERT INTO rank_change VALUES (?, 'bell-pair', ?, 12, 14, 'limits corrected')",
            (YOU, int(NOW.timestamp())),
        )
        db.executemany(
            "INSERT OR REPLACE INTO quota VALUES (?, ?, ?, ?, ?)",
            [(YOU, "2026-10", "shots", 5, 5), (YOU, "2026-11", "shots", 10_000, 2500),
             (YOU, "2026-11", "circuits", None, 3)],
        )  # fmt: skip
    shown = words(open_page(state, "me", "learner"))
    assert "limits corrected" in shown
    assert " ".join(("2026-11-22", "Bell pair", "12", "14")) in " ".join(shown.split())
    assert "Shots 2,500 of 10,000" in shown
    assert "2026-10" not in shown


def test_one_more_verdict_is_on_the_own_page_after_the_next_publish(open_page, own):
    own.submit(YOU, "mgr-basics", Outcome.ACCEPTED, at=NOW - timedelta(hours=1), reason="accepted")
    publish(own.state.path, catalog=own.catalog, now=NOW)
    board, texts = opened(own, "member")
    codes = [row.cells[0].link for row in required_table(board, own_of(own), texts, "x").rows]
    assert not [link for link in codes if "mgr-basics" in link]
    assert "mgr-basics" in tried_exercises(board, own_of(own), texts)
    assert not open_page(own, "me", "learner").exception
