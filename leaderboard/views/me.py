"""What have I achieved, and what is next?"""

from leaderboard import charts, markup
from leaderboard.board import Own, Row
from leaderboard.present.learner import (
    attempts_table,
    bests_table,
    learner_cards,
    neighbours_table,
    privacy,
)
from leaderboard.present.skills import gap_table, learner_gaps
from leaderboard.views.frame import Page, chart, require


def main(page: Page) -> None:
    """Show the learner's own results."""
    texts = page.texts
    page.title("me.title", lead=texts("me.lead"))
    own = page.own
    person = own.person() if own else None
    if own is None or person is None:
        page.html(
            markup.banner(texts("me.unknown_more"), texts.language, title=texts("me.unknown"))
        )
        return
    page.note(privacy(person, texts))
    page.cards(learner_cards(page.board, texts, person))
    if not own.attempts():
        page.html(
            markup.banner(texts("me.unknown_more"), texts.language, title=texts("me.unknown"))
        )
    _results(page, own, person)


def _results(page: Page, own: Own, person: Row) -> None:
    texts, board = page.texts, page.board
    page.section(texts("me.best"))
    page.table(bests_table(board, own, texts, page.session.query))
    page.section(texts("me.around"))
    if person["rank"] is None:
        page.note(texts("me.around_none"))
    else:
        page.table(neighbours_table(own, texts))
    gaps = learner_gaps(board, own, texts)
    you = texts("column.you")
    page.section(texts("me.skills"), texts("skills.you_note"))
    chart(page, charts.gap_chart(gaps, texts, you), gap_table(gaps, texts, you))
    page.section(texts("me.attempts"))
    attempts = attempts_table(board, own, texts)
    if attempts.rows:
        page.table(attempts)
    else:
        page.note(texts("me.attempts_none"))


main(require("me"))
