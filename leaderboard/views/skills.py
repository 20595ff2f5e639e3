"""Which skills are weak, for the consortium, for my company, or for me?"""

import streamlit as st

from leaderboard import charts, markup
from leaderboard.present.boxes import box_table, boxes, with_learner
from leaderboard.present.feeds import feed_table, next_table
from leaderboard.present.gaps import Gap, company_gaps, gap_table, learner_gaps
from leaderboard.present.overview import release_note
from leaderboard.present.skills import audit_table, heatmap
from leaderboard.present.trend import lines, periods, trend, trend_table
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require


def main(page: Page) -> None:
    """Show skills as the viewer may see them."""
    texts, board = page.texts, page.board
    page.title("skills.title", lead=texts("skills.lead"))
    if not board.meta["period"] or not board.skills():
        words = texts("app.no_release", moment=texts.moment(board.meta["next_release_at"]))
        page.html(markup.banner(words, texts.language))
        page.note(texts("skills.before"))
        page.onward("overview", "me", "exercise", "method")
        return
    period = choose(page, "period", periods(board, texts), texts("column.week"))
    page.note(release_note(board, texts, period=period))
    if page.viewer.kind == "admin":
        _administrator(page, period)
    gaps, own = _gaps(page, period)
    if page.viewer.kind == "company":
        page.section(texts("skills.own", company=own), texts("skills.own_note", company=own))
    elif own:
        page.section(texts("skills.you"), texts("skills.you_note"))
    else:
        page.section(texts("skills.pooled"), texts("skills.pooled_note"))
    chart(page, charts.gap_chart(gaps, texts, own), gap_table(gaps, texts, own), "skills")
    _one(page, period, gaps)
    if own:
        page.section(texts("company.gaps"), texts("company.gaps_note"))
        table = next_table(board, gaps, texts, page.session.query)
        if table.rows:
            page.table(table, "next")
        else:
            page.note(texts("skills.nothing_to_compare"))


def _gaps(page: Page, period: str) -> tuple[list[Gap], str]:
    """Return the skills in one week, and the heading of the own values if there are any."""
    texts, board = page.texts, page.board
    company = page.viewer.company
    if company in board.companies():
        name = texts.name(board.companies()[company])
        return company_gaps(board, texts, company, period), name
    if page.own is not None and page.own.person() is not None:
        return learner_gaps(board, page.own, texts, period), texts("column.you")
    return company_gaps(board, texts, period=period), ""


def _one(page: Page, period: str, gaps: list[Gap]) -> None:
    """Show one skill: groups side by side, its weeks, and the exercises that feed it."""
    texts, board, company = page.texts, page.board, page.viewer.company
    page.section(texts("skills.one"), texts("skills.one_note"), anchor="skill")
    options = {gap.skill: gap.name for gap in gaps}
    skill = choose(page, "skill", options, texts("column.skill"), default=_weakest(gaps))
    name = options[skill]
    page.subsection(texts("skills.box", skill=name), _box_note(page))
    groups = _groups(page)
    made = boxes(board, texts, groups, skill, own=company, period=period)
    if page.own is not None:
        mine = {gap.skill: gap.own for gap in gaps}[skill]
        made = with_learner(made, texts("column.you"), mine)
    caption = texts("skills.box", skill=name)
    chart(page, charts.box_chart(made, texts), box_table(made, texts, caption), "skill-box")
    page.subsection(texts("skills.weeks", skill=name), texts("skills.weeks_note"))
    points = trend(board, groups, skill)
    figure = charts.trend_chart(points, texts, texts("skills.axis"), company, chosen=period)
    chart(
        page, figure, trend_table(points, texts, texts("skills.weeks", skill=name)), "skill-weeks"
    )
    page.subsection(texts("skills.feeds_of", skill=name), texts("skills.feeds_note"))
    feeds = feed_table(board, texts, skill, page.session.query, page.own)
    page.table(feeds, "skill-exercises")


def _box_note(page: Page) -> str:
    return page.texts("skills.box_note_you" if page.own is not None else "skills.box_note")


def _groups(page: Page) -> dict[str, str]:
    texts, board = page.texts, page.board
    if page.viewer.kind != "admin":
        return lines(board, texts, page.viewer.company)
    every = {company: texts.name(row) for company, row in board.companies().items()}
    return lines(board, texts) | every


def _weakest(gaps: list[Gap]) -> str:
    """Return the skill furthest behind, or the one with the lowest median."""
    compared = [gap for gap in gaps if gap.difference is not None]
    known = [gap for gap in gaps if gap.median is not None]
    order = sorted(compared or known, key=lambda gap: (gap.difference, gap.own, gap.median))
    return order[0].skill if order else ""


def _administrator(page: Page, period: str) -> None:
    texts, board = page.texts, page.board
    page.section(texts("skills.heatmap"), texts("skills.heatmap_note"))
    page.table(heatmap(board, texts, period, page.session.query), "heatmap", heat=True)
    with st.expander(texts("skills.audit")):
        page.note(texts("skills.audit_note"))
        page.table(audit_table(board, texts, period), "audit")


main(require("skills"))
