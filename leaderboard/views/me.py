"""What have I achieved, and what is next?"""

from leaderboard import charts, markup
from leaderboard.board import Row
from leaderboard.own import Own
from leaderboard.present.attempts import (
    attempts_table,
    history,
    most_tried,
    tried_exercises,
    tries_table,
)
from leaderboard.present.gaps import gap_table, learner_gaps
from leaderboard.present.learner import (
    appearance,
    bests_table,
    learner_cards,
    neighbours_table,
)
from leaderboard.present.onward import gains_table, quota_line, rejudge_table, required_table
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require
from leaderboard.views.privacy import privacy


def main(page: Page) -> None:
    """Show the learner's own results."""
    texts = page.texts
    page.title("me.title", lead=texts("me.lead"))
    own = page.own
    person = own.person() if own else None
    if own is None or person is None:
        _nothing(page)
        privacy(page)
        return
    page.note(appearance(person, texts))
    page.cards(learner_cards(page.board, texts, person))
    quota = quota_line(own, texts)
    if quota:
        page.note(quota)
    tried = bool(own.attempts())
    if not tried:
        _nothing(page)
    _next(page, own)
    if tried:
        _results(page, own, person)
        _skills(page, own)
        _attempts(page, own)
    privacy(page)


def _nothing(page: Page) -> None:
    texts = page.texts
    page.html(markup.banner(texts("me.unknown_more"), texts.language, title=texts("me.unknown")))


def _next(page: Page, own: Own) -> None:
    texts, board, query = page.texts, page.board, page.session.query
    required = required_table(board, own, texts, query)
    gains = gains_table(board, own, texts, query)
    if not required.rows and not gains.rows:
        return
    page.section(texts("me.next"))
    if required.rows:
        page.subsection(texts("me.next_required"), texts("me.next_required_note"))
        page.table(required, "next-required")
    if gains.rows:
        page.subsection(texts("me.next_gains"), texts("me.next_gains_note"))
        page.table(gains, "next-gains")


def _results(page: Page, own: Own, person: Row) -> None:
    texts, board, query = page.texts, page.board, page.session.query
    page.section(texts("me.around"))
    if person["rank"] is None:
        page.note(texts("me.around_none"))
    else:
        page.table(neighbours_table(own, texts), "places")
    page.section(texts("me.best"))
    page.table(bests_table(board, own, texts, query), "best")
    changes = rejudge_table(board, own, texts, query)
    if changes.rows:
        page.section(texts("me.rejudged"), texts("me.rejudged_note"))
        page.table(changes, "rejudged")


def _skills(page: Page, own: Own) -> None:
    texts = page.texts
    gaps = learner_gaps(page.board, own, texts)
    page.section(texts("me.skills"), texts("me.skills_note"))
    table = gap_table(gaps, texts, texts("column.you"))
    chart(page, charts.mastery_chart(gaps, texts), table, "skills")


def _attempts(page: Page, own: Own) -> None:
    texts, board = page.texts, page.board
    tried = tried_exercises(board, own, texts)
    if tried:
        page.section(texts("me.steps"), texts("me.steps_note"))
        exercise = choose(page, "ex", tried, texts("exercise.choose"), most_tried(own))
        tries = history(own, exercise)
        possible = {row["exercise_id"]: row["max_points"] for row in board.exercises()}[exercise]
        figure = charts.history_chart(tries, texts, possible / 1000)
        chart(page, figure, tries_table(tries, texts), "steps")
    page.section(texts("me.attempts"), anchor="attempts")
    attempts = attempts_table(board, own, texts, page.session.query)
    if attempts.rows:
        page.table(attempts, "attempts")
    else:
        page.note(texts("me.attempts_none"))


main(require("me"))
