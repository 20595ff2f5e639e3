import pytest

from grader.exercise import FORMULAS
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES
from leaderboard.own import Own
from leaderboard.present.attempts import attempts_table, history
from leaderboard.present.company import company_cards, funnel, headline
from leaderboard.present.exercise import (
    board_table,
    exercise_list,
    formula_note,
    yardstick,
)
from leaderboard.present.gaps import company_gaps, gap_table, learner_gaps
from leaderboard.present.learner import bests_table
from leaderboard.present.overview import figures, leaders_table, release_note
from leaderboard.present.skills import audit_table, heatmap
from leaderboard.present.spread import spread, spread_table
from leaderboard.present.standings import merit_points, merit_table, standings_table
from leaderboard.present.table import Cell, Spark, plain
from leaderboard.present.texts import Texts
from tests.leaderboard.consortium_state import COMPANIES, SMALL, YOU

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def opened(state, scope: str, language: str) -> tuple[Board, Texts]:
    board = Board(scope_file(state.state.boards, scope))
    return board, Texts.of(language, board)


def exercise(board: Board, name: str):
    return next(row for row in board.exercises() if row["exercise_id"] == name)


def test_standings_show_every_company_with_its_name_and_the_small_one_withheld(published, language):
    board, texts = opened(published, "company-aoba-motors", language)
    table = standings_table(board, texts, "aoba-motors")
    names = {row.cells[1].text: row for row in table.rows}
    place = 0 if language == "en" else 1
    assert names.keys() == {fields[place] for fields in COMPANIES.values()}
    small = names[COMPANIES[SMALL][place]]
    assert small.cells[2] == Cell(text=texts("status.withheld"), kind="withheld")
    assert names[COMPANIES["aoba-motors"][place]].kind == "own"
    assert sum(row.kind == "own" for row in table.rows) == 1
    ranks = [int(plain(row.cells[0])) for row in table.rows if row.cells[0] != "–"]
    assert ranks == sorted(ranks)
    assert any(isinstance(cell, Spark) for cell in table.rows[0].cells)


def test_yardsticks_stand_by_their_cost_and_without_a_rank(published, language):
    board, texts = opened(published, "admin", language)
    row = exercise(board, "toffoli-6cx")
    table = board_table(board, texts, row)
    yardsticks = [line for line in table.rows if line.kind == "yardstick"]
    assert len(yardsticks) == 3
    assert {line.cells[0] for line in yardsticks} == {"–"}
    costs = [int(line.cells[3]) for line in table.rows if line.cells[3] != "–"]
    points = [float(line.cells[2]) for line in table.rows]
    keys = [(-p, c) for p, c in zip(points, costs, strict=False)]
    assert keys == sorted(keys)


def test_the_learners_own_row_is_added_below_when_it_is_not_among_the_first(published, language):
    board, texts = opened(published, "member", language)
    own = Own.of(published.state.boards, YOU)
    table = board_table(board, texts, exercise(board, "toffoli-6cx"), own)
    mine = table.rows[-1]
    assert mine.kind == "own"
    assert mine.cells[0] == str(own.bests()["toffoli-6cx"]["rank"])
    assert table.rows[-2].kind == "gap"


def test_costs_are_shown_in_the_formulas_own_unit(published, language):
    board, texts = opened(published, "member", language)
    table = board_table(board, texts, exercise(board, "ghz-12-kawasaki"))
    assert table.rows[0].cells[3] == "0.0778"
    table = board_table(board, texts, exercise(board, "bit-order"))
    assert texts("column.cost") not in [column.title for column in table.columns]


def test_where_more_is_better_rows_of_equal_points_go_down_in_value(published, language):
    board, texts = opened(published, "admin", language)
    ranked = {"direction": "max", "formula_id": "objective-v1", "scale": 10, "decimals": 6}
    row = {**exercise(board, "toffoli-6cx"), **ranked}
    table = board_table(board, texts, row)
    assert table.columns[3].title == texts("column.value")
    costed = [line for line in table.rows if line.cells[3] != "–"]
    keys = [(-float(line.cells[2]), -float(line.cells[3])) for line in costed]
    assert keys == sorted(keys)
    assert {"7.1", "7.3"} <= {line.cells[3] for line in costed}
    assert formula_note(texts, row) != formula_note(texts, {**row, "direction": "min"})


def test_every_formula_is_explained_for_each_direction(published, language):
    _, texts = opened(published, "public", language)
    for formula in FORMULAS:
        for direction in ("min", "max"):
            note = formula_note(texts, {"formula_id": formula, "direction": direction})
            assert formula in note or formula == "none"
            assert note != f"formula_{formula}"


def test_a_compiler_stands_on_the_board_with_its_name_and_version(published, language):
    _, texts = opened(published, "public", language)
    row = {"kind": "pytket", "label": "pytket 2.18.5, FullPeepholeOptimise"}
    assert yardstick(texts, row).startswith("pytket 2.18.5")
    row = {"kind": "qiskit-3", "label": "Qiskit 2.6.2, optimization_level=3"}
    assert "Qiskit 2.6.2" in yardstick(texts, row)


def test_the_histogram_has_bars_of_ten_or_more_and_marks_in_their_bars(published, language):
    board, texts = opened(published, "admin", language)
    data = spread(board, texts, exercise(board, "toffoli-6cx"))
    assert data.counts
    assert min(data.counts) >= 10
    labels = {mark.code: mark for mark in data.marks}
    assert labels["par"].place == pytest.approx(data.labels.index("73"), abs=0.5)
    assert "71" in labels["best"].label
    assert len(spread_table(data, texts).rows) == len(data.counts)
    assert spread(board, texts, exercise(board, "bit-order")).counts == ()


def test_no_table_holds_a_raw_code_or_the_other_language(published, language):
    board, texts = opened(published, "admin", language)
    own = Own.of(published.state.boards, YOU)
    member, _ = opened(published, "member", language)
    tables = [
        standings_table(board, texts), heatmap(board, texts), audit_table(board, texts),
        attempts_table(member, own, texts), bests_table(member, own, texts, "lang=x"),
        leaders_table(board, texts), exercise_list(board, texts, "lang=x"),
        merit_table(merit_points(board, texts), texts),
    ]  # fmt: skip
    words = " ".join(
        [text for table in tables for row in table.texts() for text in row]
        + [column.title for table in tables for column in table.columns]
    )
    for code in ("entanglement", "held", "withheld", "released", "aoba-motors", "nisq"):
        if language == "ja":
            assert code not in words
    assert ("青葉自動車" in words) == (language == "ja")
    assert ("Aoba Motors" in words) == (language == "en")


def test_the_heatmap_marks_withheld_cells_and_never_leaves_one_empty(published, language):
    board, texts = opened(published, "admin", language)
    table = heatmap(board, texts)
    small = next(r for r in table.rows if r.cells[0].text in COMPANIES[SMALL][:2])
    assert {cell.text for cell in small.cells[1:]} == {texts("status.withheld")}
    assert all(cell.heat is None for cell in small.cells[1:])
    assert all(cell.text for row in table.rows for cell in row.cells)
    assert len(table.rows) == 1 + len(COMPANIES)


def test_a_company_sees_itself_beside_the_consortium(published, language):
    board, texts = opened(published, "company-tsubame-logistics", language)
    gaps = company_gaps(board, texts, "tsubame-logistics")
    cells = {c["skill_id"]: c for c in board.cells(company="tsubame-logistics")
             if c["period"] == board.meta["period"]}  # fmt: skip
    assert {g.skill: g.own for g in gaps} == {s: c["median"] for s, c in cells.items() if s}
    assert any(g.difference for g in gaps)
    table = gap_table(gaps, texts, "x")
    assert len(table.rows) == len(board.skills())


def test_the_small_companys_own_cells_are_withheld_from_itself_too(published, language):
    board, texts = opened(published, f"company-{SMALL}", language)
    assert all(g.own_withheld and g.own is None for g in company_gaps(board, texts, SMALL))
    cell = headline(board, SMALL)
    assert cell is not None
    assert cell["status"] == "withheld"


def test_company_cards_show_the_headline_and_the_consortium(published, language):
    board, texts = opened(published, "company-umi-chemical", language)
    cell = headline(board, "umi-chemical")
    assert cell is not None
    cards = {label: value for label, value, _ in company_cards(board, texts, "umi-chemical", cell)}
    assert cards[texts("company.merit")] == str(cell["median"])
    assert cards[texts("company.completion")] == texts.rate(cell["completion"])
    assert [step.text for step in funnel(cell, texts)][-1] == texts.rate(cell["completed"])


def test_counts_are_exact_for_the_administrator_only(published, language):
    admin, texts = opened(published, "admin", language)
    public, _ = opened(published, "public", language)
    assert "163" in [value for _, value, _ in figures(admin, texts)]
    assert not any(value.isdigit() and int(value) > 100 for _, value, _ in figures(public, texts))


def test_the_note_names_the_week_and_the_next_release(published, language):
    board, texts = opened(published, "member", language)
    note = release_note(board, texts)
    assert "2026-W46" in note
    assert "2026-11-23 00:00 JST" in note


def test_a_learners_history_never_falls(published, language):
    own = Own.of(published.state.boards, YOU)
    tries = history(own, "toffoli-6cx")
    assert [one.outcome for one in tries] == ["LE", "AC", "AC"]
    assert [one.best for one in tries] == sorted(one.best for one in tries)


def test_a_learners_skills_stand_beside_the_consortiums(published, language):
    board, texts = opened(published, "member", language)
    gaps = {g.skill: g for g in learner_gaps(board, Own.of(published.state.boards, YOU), texts)}
    assert gaps["synthesis"].own == 90
    assert gaps["business"].own == 0
    assert gaps["synthesis"].median is not None
