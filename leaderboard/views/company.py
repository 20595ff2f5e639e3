"""Where does our training stand, and what next?"""

import streamlit as st

from leaderboard import charts, markup
from leaderboard.present.company import company_cards, funnel, funnel_table, headline, report_points
from leaderboard.present.overview import release_note
from leaderboard.present.skills import company_gaps, gap_table, next_table
from leaderboard.present.standings import merit_table
from leaderboard.views.frame import Page, chart, require


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
    cell = headline(board, company)
    if cell is None or cell["status"] == "withheld":
        words = texts("company.withheld", n=board.meta["min_learners"])
        if cell is None:
            words = texts("app.no_release", moment=texts.moment(board.meta["next_release_at"]))
        page.html(
            markup.banner(
                words, texts.language, title=texts("company.withheld_title") if cell else ""
            )
        )
        page.note(texts("company.no_people"))
        return
    page.cards(company_cards(board, texts, company, cell))
    page.note(release_note(board, texts, cell))
    points = report_points(board, texts, company, name)
    page.section(texts("company.trend"), texts("company.trend_note", company=name))
    chart(page, charts.merit_chart(points, texts, company), merit_table(points, texts))
    steps = funnel(cell, texts)
    page.section(
        texts("company.funnel"),
        texts("company.funnel_note", band=texts.band(cell["enrolled_band"])),
    )
    chart(page, charts.funnel_chart(steps, texts), funnel_table(steps, texts))
    gaps = company_gaps(board, texts, company)
    page.section(texts("page.skills"), texts("skills.own_note", company=name))
    chart(page, charts.gap_chart(gaps, texts, name), gap_table(gaps, texts, name))
    page.section(texts("company.gaps"), texts("company.gaps_note"))
    page.table(next_table(board, gaps, texts, page.session.query))
    page.note(texts("company.no_people"))


def _choose(page: Page) -> str:
    companies = page.board.companies()
    state = st.session_state
    wanted = state.get("company") or st.query_params.get("company") or state.get("qs_company")
    state["company"] = wanted if wanted in companies else next(iter(companies), None)
    chosen = st.selectbox(
        page.texts("company.choose"),
        list(companies),
        format_func=lambda code: page.texts.name(companies[code]),
        key="company",
    )
    state["qs_company"] = chosen
    if chosen and st.query_params.get("company") != chosen:
        st.query_params["company"] = chosen
    return str(chosen)


main(require("company"))
