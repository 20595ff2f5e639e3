"""How good is my circuit against others and the yardsticks?"""

import streamlit as st

from leaderboard import charts, markup
from leaderboard.board import Row
from leaderboard.present.attempts import history, tries_table
from leaderboard.present.changes import change_table, own_changes
from leaderboard.present.exercise import (
    board_table,
    exercise_cards,
    exercise_lead,
    formula_note,
    provenance_table,
)
from leaderboard.present.spread import Spread, attempt_spread, spread, spread_table
from leaderboard.present.table import plain
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page, chart, require
from leaderboard.views.paging import paged

# Bands of learners that say nothing of how many there are.
_FEW = (None, "0-9", "0+")


def main(page: Page) -> None:
    """Show the board of the exercise that the address or the selector names."""
    texts, board = page.texts, page.board
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    page.title("exercise.title")
    if not exercises:
        page.note(texts("exercise.empty"))
        return
    names = {code: texts.name(row, "title") for code, row in exercises.items()}
    first = next((code for code, row in exercises.items() if _ranked(row)), "")
    exercise = exercises[choose(page, "ex", names, texts("exercise.choose"), first)]
    page.section(
        names[exercise["exercise_id"]],
        exercise_lead(board, texts, exercise),
        anchor=exercise["exercise_id"],
    )
    for words in own_changes(page.own, texts, exercise):
        page.html(markup.banner(words, texts.language))
    page.cards(exercise_cards(texts, exercise))
    page.note(formula_note(texts, exercise))
    _board(page, exercise)
    if exercise["formula_id"] != "none":
        costs = spread(board, texts, exercise, page.own)
        _bars(page, costs, "costs", weekly=not _whole(page, exercise))
    _own(page, exercise)
    _bars(page, attempt_spread(board, texts, exercise, page.own), "attempts", weekly=True)
    _changes(page, exercise)
    page.section(texts("exercise.next"))
    page.html(markup.links(_onward(page, exercise), texts.language))


def _ranked(exercise: Row) -> bool:
    """Say whether a board shows more than that all who stand on it solved the exercise."""
    return exercise["formula_id"] != "none" and exercise["n_band"] not in _FEW


def _bars(page: Page, data: Spread, file_name: str, *, weekly: bool) -> None:
    """Show a histogram under its heading, or why there is none."""
    texts, minimum = page.texts, page.board.meta["min_learners"]
    title = texts(f"exercise.{data.kind}")
    if not data.counts:
        page.section(title, texts(f"exercise.{data.kind}_few", n=minimum))
        return
    note = texts(f"exercise.{data.kind}_note", n=minimum)
    page.section(title, _weekly(page, note) if weekly else note)
    chart(page, charts.spread_chart(data, texts), spread_table(data, texts), file_name)


def _board(page: Page, exercise: Row) -> None:
    texts, board = page.texts, page.board
    page.section(texts("exercise.board"), _board_note(page, exercise), anchor="board")
    table = board_table(board, texts, exercise, page.own)
    shown = table
    if table.rows:
        shown = paged(page, table, f"board-{exercise['exercise_id']}", "from")
    handles = {plain(row.cells[1]) for row in shown.rows if plain(row.cells[0]).isdigit()}
    if not handles:
        # The public's file lacks those who did not agree: it cannot say that there are none.
        key = "exercise.empty"
        if page.viewer.kind == "public":
            key += "_few" if exercise["n_band"] in _FEW else "_public"
        page.note(texts(key, n=texts.band(exercise["n_band"])))
        return
    with st.expander(texts("exercise.provenance")):
        page.table(provenance_table(board, texts, exercise, handles), "provenance")


def _board_note(page: Page, exercise: Row) -> str:
    texts, many = page.texts, page.texts.band(exercise["n_band"])
    whole = _whole(page, exercise)
    known = many != texts("app.none")
    parts = [
        *([texts("exercise.on_board", n=many) + texts("app.stop").rstrip()] if known else []),
        texts("exercise.board_note_full") if whole else texts("exercise.board_note", top=10),
        texts(
            "exercise.ranked_points" if exercise["formula_id"] == "none" else "exercise.ranked_by",
            formula=exercise["formula_id"],
            version=exercise["version"],
        ),
    ]
    return _sentences(page, *parts)


def _weekly(page: Page, note: str) -> str:
    period = page.board.meta["period"]
    return _sentences(page, note, page.texts("exercise.weekly", week=period))


def _sentences(page: Page, *parts: str) -> str:
    return ("" if page.texts.language == "ja" else " ").join(parts)


def _whole(page: Page, exercise: Row) -> bool:
    """Say whether the viewer's file holds the whole board of an exercise."""
    kind, _, course = page.board.meta["scope"].partition("-")
    if kind == "course":
        return exercise["exercise_id"] in page.board.course_exercises(course)
    return kind == "admin"


def _own(page: Page, exercise: Row) -> None:
    if page.own is None:
        return
    texts = page.texts
    tries = history(page.own, exercise["exercise_id"])
    page.section(texts("exercise.own_history"))
    if not tries:
        page.note(texts("exercise.own_none"))
        return
    figure = charts.history_chart(tries, texts, exercise["max_points"] / 1000)
    chart(page, figure, tries_table(tries, texts), "own-attempts")


def _changes(page: Page, exercise: Row) -> None:
    texts = page.texts
    person = page.own.person() if page.own else None
    table = change_table(page.board, texts, exercise, person["handle"] if person else "")
    if table.rows:
        page.section(texts("exercise.rejudged"), texts("exercise.rejudged_note"), anchor="rejudged")
        paged(page, table, "rejudged", "rejudged-from")


def _onward(page: Page, exercise: Row) -> list[tuple[str, str]]:
    texts, query = page.texts, page.session.query
    code = exercise["exercise_id"]
    ways = []
    if exercise["track"]:
        ways.append((texts("exercise.link_records"), f"records?track={code}&{query}"))
    if page.own:
        ways.append((texts("exercise.link_me"), f"me?{query}"))
    return [
        *ways,
        *((texts.skill(skill), f"skills?skill={skill}&{query}") for skill in _skills(page, code)),
        (texts("exercise.link_method"), f"method?{query}#formulas"),
        (texts("exercise.link_overview"), f"./?{query}#exercises"),
    ]


def _skills(page: Page, code: str) -> list[str]:
    return [r["skill_id"] for r in page.board.exercise_skills() if r["exercise_id"] == code]


main(require("exercise"))
