"""Which skills are weak, for the consortium, for my company, or for me?"""

import streamlit as st

from leaderboard import charts
from leaderboard.present.skills import (
    audit_table,
    company_gaps,
    gap_table,
    heatmap,
    learner_gaps,
    next_table,
)
from leaderboard.views.frame import Page, chart, require


def main(page: Page) -> None:
    """Show skills as the viewer may see them."""
    texts, board = page.texts, page.board
    page.title("skills.title", lead=texts("skills.lead"))
    if not board.meta["period"]:
        page.note(texts("app.no_release", moment=texts.moment(board.meta["next_release_at"])))
    elif page.viewer.kind == "company":
        _company(page)
    elif page.own:
        _learner(page)
    else:
        if page.viewer.kind == "admin":
            _administrator(page)
        gaps = company_gaps(board, texts)
        page.section(texts("skills.pooled"), texts("skills.pooled_note"))
        chart(page, charts.gap_chart(gaps, texts), gap_table(gaps, texts))


def _company(page: Page) -> None:
    texts, board = page.texts, page.board
    name = texts.name(board.companies()[page.viewer.company])
    gaps = company_gaps(board, texts, page.viewer.company)
    page.section(texts("skills.own", company=name), texts("skills.own_note", company=name))
    chart(page, charts.gap_chart(gaps, texts, name), gap_table(gaps, texts, name))
    page.section(texts("company.gaps"), texts("company.gaps_note"))
    page.table(next_table(board, gaps, texts, page.session.query))


def _learner(page: Page) -> None:
    texts, board = page.texts, page.board
    if page.own is None:
        return
    gaps = learner_gaps(board, page.own, texts)
    you = texts("column.you")
    page.section(texts("skills.you"), texts("skills.you_note"))
    chart(page, charts.gap_chart(gaps, texts, you), gap_table(gaps, texts, you))
    page.section(texts("company.gaps"), texts("company.gaps_note"))
    page.table(next_table(board, gaps, texts, page.session.query))


def _administrator(page: Page) -> None:
    texts, board = page.texts, page.board
    page.section(texts("skills.heatmap"), texts("skills.heatmap_note"))
    page.table(heatmap(board, texts), heat=True)
    with st.expander(texts("skills.audit")):
        page.note(texts("skills.audit_note"))
        page.table(audit_table(board, texts))


main(require("skills"))
