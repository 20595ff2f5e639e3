"""How is the consortium doing, and is this page current?"""

from dataclasses import replace

import streamlit as st

from leaderboard import charts, markup
from leaderboard.present.exercise import exercise_list
from leaderboard.present.learner import neighbours_table
from leaderboard.present.news import news_table
from leaderboard.present.overview import boards, figures, leaders_table, release_note, weeks
from leaderboard.present.standings import (
    activity_table,
    merit_points,
    merit_table,
    standings_table,
)
from leaderboard.present.table import Cell, Table
from leaderboard.scope import ALLOWED
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require
from leaderboard.views.paging import paged

_FIRST = 10
_NEWEST = 6


def main(page: Page) -> None:
    """Show standings, news, trends, first learners and exercises."""
    texts, board = page.texts, page.board
    page.title("overview.title", lead=texts("overview.lead"))
    page.cards(figures(board, texts))
    _standings(page)
    page.section(texts("news.title"), anchor="news")
    news = news_table(board, texts, page.session.query)
    few = news_table(board, texts, page.session.query, _NEWEST)
    _short(page, few, news, "news", texts("news.all"), texts("news.none"))
    _trends(page)
    page.section(texts("overview.learners"), texts("overview.learners_note"), anchor="learners")
    course = board.meta["scope"].partition("course-")[2]
    name = choose(page, "board", boards(board, texts), texts("overview.board"), course)
    _learners(page, name)
    page.section(texts("overview.exercises"), anchor="exercises")
    page.table(exercise_list(board, texts, page.session.query, name, page.own), "exercises")
    page.section(texts("overview.onward"))
    others = ("me", "company", "records", "skills", "devices", "method")
    ways = [
        (texts(f"page.{other}"), f"{other}?{page.session.query}")
        for other in others
        if other in ALLOWED and page.viewer.may_open(other)
    ]
    page.html(markup.links(ways, texts.language))


def _standings(page: Page) -> None:
    texts, board = page.texts, page.board
    public = page.viewer.kind == "public"
    note = "" if public else release_note(board, texts)
    page.section(texts("overview.standings"), note, anchor="standings")
    choices = weeks(board, texts)
    if choices:
        period = choose(page, "period", choices, texts("overview.week"), board.meta["period"])
        own, query = page.viewer.company, page.session.query
        link = query if page.viewer.may_open("company") else ""
        table = standings_table(board, texts, own, period=period, query=link)
        page.table(table, "standings")
        if any(isinstance(row.cells[0], Cell) and row.cells[0].note for row in table.rows):
            page.note(texts("overview.moved_note"))
    elif public:
        page.note(texts("overview.standings_none"))
    elif board.meta["company_standings"] == "0":
        page.note(texts("overview.standings_off"))


def _trends(page: Page) -> None:
    texts, board = page.texts, page.board
    points = merit_points(board, texts)
    if not points:
        return
    named = any(point.company for point in points)
    page.section(
        texts("overview.trend"),
        texts("overview.trend_note" if named else "overview.trend_note_public"),
    )
    figure = charts.merit_chart(points, texts, page.viewer.company)
    chart(page, figure, merit_table(points, texts), "merit")
    page.section(texts("overview.activity"), texts("overview.activity_note"))
    figure = charts.activity_chart(board.activity(), texts)
    chart(page, figure, activity_table(board, texts), "activity")


def _learners(page: Page, name: str) -> None:
    texts, board = page.texts, page.board
    public = page.viewer.kind == "public"
    page.subsection(texts("overview.leaders_public" if public else "overview.leaders"))
    person = page.own.person() if page.own else None
    leaders = leaders_table(board, texts, name, person["handle"] if person else "")
    empty = texts("overview.leaders_none" if public else "overview.leaders_empty")
    first = replace(leaders, rows=leaders.rows[:_FIRST])
    _short(page, first, leaders, "learners", texts("overview.everybody"), empty)
    if page.own and person and name == "all" and not any(row.kind for row in leaders.rows):
        page.subsection(texts("overview.around"))
        around = neighbours_table(page.own, texts)
        if around.rows:
            page.table(around, "around")
        else:
            page.note(texts("me.around_none"))


def _short(page: Page, few: Table, table: Table, name: str, more: str, empty: str) -> None:
    """Show a few rows; all of them, and their files, on request."""
    if not table.rows:
        page.note(empty)
    elif len(table.rows) == len(few.rows):
        page.table(table, name)
    else:
        page.table(few)
        with st.expander(more):
            paged(page, table, name, f"{name}-from")


main(require("overview"))
