"""How is the consortium doing, and is this page current?"""

from dataclasses import replace

from leaderboard import charts, markup
from leaderboard.present.exercise import exercise_list
from leaderboard.present.learner import neighbours_table
from leaderboard.present.news import news_table
from leaderboard.present.overview import boards, figures, leaders_table, release_note, weeks
from leaderboard.present.standings import (
    activity_table,
    merit_points,
    merit_table,
    moved,
    standings_table,
)
from leaderboard.present.table import Cell
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require
from leaderboard.views.paging import short

_FIRST = 10
_EXERCISES = 12
_NEWEST = 6
_OTHERS = ("me", "company", "records", "skills", "devices", "method")


def main(page: Page) -> None:
    """Show standings, news, trends, first learners and exercises."""
    texts, board = page.texts, page.board
    page.title("overview.title", lead=texts("overview.lead"))
    page.cards(figures(board, texts))
    if not board.meta["judge_version"]:
        _before(page)
        return
    _standings(page)
    page.section(texts("news.title"), anchor="news")
    news = news_table(board, texts, page.session.query)
    few = news_table(board, texts, page.session.query, _NEWEST)
    short(page, few, news, "news", texts("news.all"), texts("news.none"))
    _trends(page)
    page.section(texts("overview.learners"), texts("overview.learners_note"), anchor="learners")
    course = board.meta["scope"].partition("course-")[2]
    name = choose(page, "board", boards(board, texts), texts("overview.board"), course)
    _learners(page, name)
    page.section(texts("overview.exercises"), anchor="exercises")
    every = exercise_list(board, texts, page.session.query, name, page.own)
    few = replace(every, rows=every.rows[:_EXERCISES])
    short(page, few, every, "exercises", texts("overview.exercises_all"), texts("exercise.empty"))
    page.onward(*_OTHERS)


def _before(page: Page) -> None:
    """Show what there is before the first verdict: what comes when, and the exercises."""
    texts, board = page.texts, page.board
    words = texts("overview.before", moment=texts.moment(board.meta["next_release_at"]))
    title = texts("overview.before_title")
    page.html(markup.banner(words, texts.language, title=title))
    page.section(texts("overview.exercises"), anchor="exercises")
    page.table(exercise_list(board, texts, page.session.query, own=page.own), "exercises")
    page.onward(*_OTHERS)


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
        if page.viewer.kind != "admin":
            page.note(texts("overview.coarse_note"))
        if moved(table):
            page.note(texts("overview.moved_note"))
        if any(isinstance(c, Cell) and c.kind == "withheld" for r in table.rows for c in r.cells):
            page.note(texts("overview.withheld_note"))
    elif public:
        page.note(texts("overview.standings_none"))
    elif board.meta["company_standings"] == "0":
        page.note(texts("overview.standings_off"))


def _trends(page: Page) -> None:
    texts, board = page.texts, page.board
    points = merit_points(board, texts)
    if not points:
        return
    names = {point.company: point.name for point in points if point.company}
    own = names.get(page.viewer.company, "")
    note = texts("overview.trend_note" if names else "overview.trend_note_public")
    if own:
        note = texts("overview.trend_note_own", company=own)
    page.section(texts("overview.trend"), note)
    figure = charts.merit_chart(points, texts, page.viewer.company)
    chart(page, figure, merit_table(points, texts), "merit")
    if not any(week["submitted"] for week in board.activity()):
        return
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
    short(page, first, leaders, "learners", texts("overview.everybody"), empty)
    if page.own and person and name == "all" and not any(row.kind for row in leaders.rows):
        page.subsection(texts("overview.around"))
        around = neighbours_table(page.own, texts)
        if around.rows:
            page.table(around, "around")
        else:
            page.note(texts("me.around_none"))


main(require("overview"))
