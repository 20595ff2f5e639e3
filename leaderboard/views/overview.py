"""How is the consortium doing, and is this page current?"""

from dataclasses import replace

import streamlit as st

from leaderboard import charts
from leaderboard.present.exercise import exercise_list
from leaderboard.present.learner import leaders_table, neighbours_table
from leaderboard.present.overview import figures, release_note
from leaderboard.present.standings import (
    activity_table,
    merit_points,
    merit_table,
    standings_table,
)
from leaderboard.views.frame import Page, chart, require

_FIRST = 10


def main(page: Page) -> None:
    """Show standings, trends, first learners and exercises."""
    texts, board = page.texts, page.board
    page.title("overview.title", lead=texts("overview.lead"))
    page.cards(figures(board, texts))
    public = page.viewer.kind == "public"
    page.section(texts("overview.standings"), "" if public else release_note(board, texts))
    if board.standings():
        page.table(standings_table(board, texts, page.viewer.company))
    elif public:
        page.note(texts("overview.standings_none"))
    elif board.meta["company_standings"] == "0":
        page.note(texts("overview.standings_off"))
    points = merit_points(board, texts)
    if points:
        named = any(point.company for point in points)
        page.section(
            texts("overview.trend"),
            texts("overview.trend_note" if named else "overview.trend_note_public"),
        )
        chart(
            page, charts.merit_chart(points, texts, page.viewer.company), merit_table(points, texts)
        )
        page.section(texts("overview.activity"), texts("overview.activity_note"))
        chart(page, charts.activity_chart(board.activity(), texts), activity_table(board, texts))
    _learners(page)
    page.section(texts("overview.exercises"))
    page.table(exercise_list(board, texts, page.session.query))


def _learners(page: Page) -> None:
    texts, board = page.texts, page.board
    public = page.viewer.kind == "public"
    page.section(texts("overview.leaders_public" if public else "overview.leaders"))
    person = page.own.person() if page.own else None
    leaders = leaders_table(board, texts, person["handle"] if person else "")
    if leaders.rows:
        page.table(replace(leaders, rows=leaders.rows[:_FIRST]))
        if len(leaders.rows) > _FIRST:
            with st.expander(texts("overview.everybody")):
                page.table(leaders)
    else:
        page.note(texts("overview.leaders_none"))
    if page.own and person and not any(row.kind == "own" for row in leaders.rows):
        around = neighbours_table(page.own, texts)
        page.section(texts("overview.around"))
        if around.rows:
            page.table(around)
        else:
            page.note(texts("me.around_none"))


main(require("overview"))
