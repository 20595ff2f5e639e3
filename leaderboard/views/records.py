"""What is the best verified circuit of each open challenge, and who made it?"""

import streamlit as st

from leaderboard import charts, markup
from leaderboard.present.records import (
    LEVELS,
    Challenge,
    challenge_cards,
    challenge_table,
    challenges,
    history_table,
    progress,
    proof_table,
    summary_cards,
    yardstick_table,
)
from leaderboard.present.volumes import volume_table, volumes
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require

_ALL = "all"


def main(page: Page) -> None:
    """Show the standing records, how the record of one challenge fell, and quantum volumes."""
    texts, board = page.texts, page.board
    page.title("records.title", lead=texts("records.lead"))
    items = challenges(board)
    if items:
        page.cards(summary_cards(items, texts))
        page.section(texts("records.standing"), texts("records.standing_note"), anchor="standing")
        held = {one.exercise["track"] for one in items}
        levels = {_ALL: texts("records.level_all")}
        levels |= {level: texts.known("track", level) for level in LEVELS if level in held}
        level = choose(page, "level", levels, texts("records.level"), row=True)
        shown = [one for one in items if level in (_ALL, one.exercise["track"])]
        companies = board.companies()
        page.table(challenge_table(shown, texts, companies, page.session.query), "records")
        names = {one.id: texts.name(one.exercise, "title") for one in shown}
        page.section(texts("records.history"), texts("records.history_note"), anchor="history")
        code = choose(page, "track", names, texts("records.choose"))
        _challenge(page, next(one for one in shown if one.id == code))
    else:
        page.note(texts("records.none"))
    _volumes(page)
    page.onward("overview", "exercise", "devices", "method")


def _challenge(page: Page, one: Challenge) -> None:
    texts, board = page.texts, page.board
    companies = board.companies()
    page.subsection(texts.name(one.exercise, "title"))
    page.cards(challenge_cards(one, texts))
    if one.records:
        data = progress(one, texts, int(board.meta["as_of"]))
        table = history_table(one, texts, companies)
        chart(page, charts.record_chart(data, texts), table, "record-history")
        with st.expander(texts("records.proof")):
            page.table(proof_table(one, texts), "record-proof")
    else:
        page.note(texts("records.nobody_more"))
    page.subsection(texts("records.yardsticks"), texts("records.yardsticks_note"))
    if one.yardsticks:
        page.table(yardstick_table(one, texts), "yardsticks")
    else:
        page.note(texts("records.yardsticks_none"))
    query = page.session.query
    ways = [
        (texts("records.board_link"), f"exercise?ex={one.id}&{query}"),
        (texts("records.method_link"), f"method?{query}#formulas"),
    ]
    page.html(markup.links(ways, texts.language))


def _volumes(page: Page) -> None:
    texts = page.texts
    items = volumes(page.board)
    page.section(texts("records.volume_title"), texts("records.volume_note"), anchor="volume")
    if items:
        chart(page, charts.volume_chart(items, texts), volume_table(items, texts), "volume")
    else:
        page.note(texts("records.volume_none"))


main(require("records"))
