import pytest

from leaderboard import charts
from leaderboard.board import Board, scope_file
from leaderboard.messages import LANGUAGES
from leaderboard.own import Own
from leaderboard.present.attempts import history
from leaderboard.present.company import funnel, headline
from leaderboard.present.gaps import company_gaps
from leaderboard.present.spread import Spread, spread
from leaderboard.present.standings import Point, merit_points, merit_table
from leaderboard.present.texts import Texts
from tests.leaderboard.consortium_state import YOU


def figures(state, language: str) -> dict[str, charts.Figure]:
    board = Board(scope_file(state.state.boards, "company-aoba-motors"))
    texts = Texts.of(language, board)
    row = next(r for r in board.exercises() if r["exercise_id"] == "toffoli-6cx")
    cell = headline(board, "aoba-motors")
    assert cell is not None
    own = Own.of(state.state.boards, YOU)
    return {
        "merit": charts.merit_chart(merit_points(board, texts), texts, "aoba-motors"),
        "activity": charts.activity_chart(board.activity(), texts),
        "spread": charts.spread_chart(spread(board, texts, row, own), texts),
        "gaps": charts.gap_chart(company_gaps(board, texts, "aoba-motors"), texts, "Aoba"),
        "funnel": charts.funnel_chart(funnel(cell, texts), texts),
        "history": charts.history_chart(history(own, "toffoli-6cx"), texts, 20),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_a_valid_specification_with_a_text(published, language):
    for name, figure in figures(published, language).items():
        assert figure.chart.to_dict()["config"]["font"], name
        assert len(figure.alt) > 15, name
        assert figure.alt != Texts(language)("alt.empty"), name


def test_the_text_of_a_chart_states_the_values_that_it_draws(published):
    board = Board(scope_file(published.state.boards, "member"))
    pooled = [c["median"] for c in board.cells(company="", skill="")]
    alt = figures(published, "en")["merit"].alt
    assert f"from {pooled[0]} in" in alt
    assert f"to {pooled[-1]} in" in alt
    bars = board.histogram("toffoli-6cx")
    assert f"of {sum(b['learners'] for b in bars)} learners over {len(bars)} bars" in figures(
        published, "en")["spread"].alt  # fmt: skip


def test_charts_without_rows_say_so():
    texts = Texts("en")
    nothing = charts.spread_chart(Spread(labels=(), counts=(), marks=()), texts)
    assert nothing.alt == texts("alt.empty")
    assert charts.merit_chart([], texts).alt == texts("alt.empty")
    assert charts.gap_chart([], texts).alt == texts("alt.empty")


def test_companies_without_names_have_a_column_each():
    names = {"": "Consortium", "unnamed-1": "A member company", "unnamed-2": "A member company"}
    points = [
        Point(period="2026-W46", week="W46", company=company, name=name, median=50 + 10 * n)
        for n, (company, name) in enumerate(names.items())
    ]
    table = merit_table(points, Texts("en"))
    assert [column.title for column in table.columns][1:] == list(names.values())
    assert table.rows[0].cells == ("2026-W46", "50", "60", "70")
