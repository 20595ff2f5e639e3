"""Where does our training stand, and what next?"""

from dataclasses import replace

from leaderboard import charts, markup
from leaderboard.board import Row
from leaderboard.present.company import company_cards, funnel, funnel_table, headline
from leaderboard.present.feeds import next_table, skill_list
from leaderboard.present.gaps import company_gaps, gap_table
from leaderboard.present.overview import release_note
from leaderboard.present.stuck import stuck_table
from leaderboard.present.trend import lines, periods, spark, trend, trend_table
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require
from leaderboard.views.paging import short

_HARDEST = 10


def main(page: Page) -> None:
    """Show the viewer's own company; to the administrator, any."""
    texts, board = page.texts, page.board
    company = page.viewer.company or _choose(page)
    companies = board.companies()
    if company not in companies:
        page.title("company.title")
        return
    name = texts.name(companies[company])
    page.html(markup.heading(name, texts.language, level=1, lead=texts("company.title")))
    if not board.meta["period"]:
        moment = texts.moment(board.meta["next_release_at"])
        page.html(markup.banner(texts("app.no_release", moment=moment), texts.language))
        page.note(texts("company.before"))
        page.note(texts("company.no_people"))
        page.onward("overview", "exercise", "devices", "method")
        return
    period = choose(page, "period", periods(board, texts), texts("column.week"))
    cell = headline(board, company, period)
    if cell is None or cell["status"] == "withheld":
        words = texts("company.withheld", n=board.meta["min_learners"])
        title = texts("company.withheld_title")
        page.html(markup.banner(words, texts.language, title=title))
        page.note(release_note(board, texts, period=period))
    else:
        _figures(page, company, name, cell)
    _stuck(page)
    page.note(texts("company.no_people"))
    query = page.session.query
    page.section(texts("exercise.next"))
    ways = [
        (texts("company.link_skills"), f"skills?period={period}&{query}"),
        (texts("company.link_devices"), f"devices?{query}"),
        (texts("company.link_method"), f"method?{query}#suppression"),
    ]
    page.html(markup.links(ways, texts.language))


def _figures(page: Page, company: str, name: str, cell: Row) -> None:
    texts, board, period = page.texts, page.board, cell["period"]
    page.cards(company_cards(board, texts, company, cell))
    page.note(release_note(board, texts, period=period))
    if cell["status"] == "held":
        page.note(texts("company.held", company=name, date=texts.end_date(cell["as_of"])))
    points = trend(board, lines(board, texts, company), "")
    page.section(texts("company.trend"), texts("company.trend_note", company=name))
    figure = charts.trend_chart(points, texts, texts("column.merit"), company, chosen=period)
    chart(page, figure, trend_table(points, texts, texts("company.trend")), "merit")
    steps = funnel(cell, texts)
    page.section(
        texts("company.funnel"),
        texts("company.funnel_note", band=texts.band(cell["enrolled_band"])),
    )
    chart(page, charts.funnel_chart(steps, texts), funnel_table(steps, texts), "funnel")
    _skills(page, company, name, period)


def _skills(page: Page, company: str, name: str, period: str) -> None:
    texts, board, query = page.texts, page.board, page.session.query
    gaps = company_gaps(board, texts, company, period)
    page.section(texts("page.skills"), texts("skills.own_note", company=name))
    chart(page, charts.gap_chart(gaps, texts, name), gap_table(gaps, texts, name), "skills")
    page.subsection(texts("company.skills"), texts("company.skills_note"))
    own = {company: name}
    sparks = {gap.skill: spark(trend(board, own, gap.skill, period), texts) for gap in gaps}
    page.table(skill_list(gaps, sparks, texts, name, query), "skill-trends")
    page.section(texts("company.gaps"), texts("company.gaps_note"))
    table = next_table(board, gaps, texts, query)
    if table.rows:
        page.table(table, "next")
    else:
        page.note(texts("skills.nothing_to_compare"))


def _stuck(page: Page) -> None:
    texts = page.texts
    table = stuck_table(page.board, texts, page.session.query)
    page.section(texts("stuck.title"), texts("stuck.note"), anchor="stuck")
    few = replace(table, rows=table.rows[:_HARDEST])
    short(page, few, table, "stuck", texts("overview.exercises_all"), texts("stuck.none"))


def _choose(page: Page) -> str:
    names = {code: page.texts.name(row) for code, row in page.board.companies().items()}
    return choose(page, "company", names, page.texts("company.choose"))


main(require("company"))
