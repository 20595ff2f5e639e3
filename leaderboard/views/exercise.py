"""How good is my circuit against others and the yardsticks?"""

import streamlit as st

from leaderboard import charts, markup
from leaderboard.board import Row
from leaderboard.present.exercise import (
    board_table,
    exercise_cards,
    exercise_lead,
    formula_note,
    provenance_table,
    spread,
    spread_table,
)
from leaderboard.present.learner import history, tries_table
from leaderboard.present.texts import Texts
from leaderboard.views.frame import Page, chart, require


def main(page: Page) -> None:
    """Show the board of the exercise that the address or the selector names."""
    texts, board = page.texts, page.board
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    page.title("exercise.title")
    if not exercises:
        page.note(texts("exercise.empty"))
        return
    exercise = exercises[_choose(page, exercises)]
    name = texts.name(exercise, "title")
    page.section(name, exercise_lead(board, texts, exercise), anchor=exercise["exercise_id"])
    page.cards(exercise_cards(texts, exercise))
    page.note(formula_note(texts, exercise))
    if exercise["formula_id"] != "none":
        _spread(page, exercise)
    _board(page, exercise)
    _own(page, exercise)


def _choose(page: Page, exercises: dict[str, Row]) -> str:
    texts: Texts = page.texts
    state = st.session_state
    wanted = st.query_params.get("ex", state.get("qs_exercise", ""))
    if "exercise" in state and state["exercise"] in exercises:
        wanted = state["exercise"]
    if wanted and wanted not in exercises:
        known = ", ".join(exercises)
        page.html(
            markup.banner(
                texts("notice.unknown_exercise", code=wanted, known=known),
                texts.language,
                kind="warning",
            )
        )
    state["exercise"] = wanted if wanted in exercises else next(iter(exercises))
    chosen = st.selectbox(
        texts("exercise.choose"),
        list(exercises),
        format_func=lambda code: texts.name(exercises[code], "title"),
        key="exercise",
    )
    # The widget's own value is forgotten when another page is opened.
    state["qs_exercise"] = chosen
    if st.query_params.get("ex") != chosen:
        st.query_params["ex"] = chosen
    return str(chosen)


def _spread(page: Page, exercise: Row) -> None:
    texts = page.texts
    data = spread(page.board, texts, exercise, page.own)
    minimum = page.board.meta["min_learners"]
    if not data.counts:
        page.section(texts("exercise.histogram"), texts("exercise.histogram_few", n=minimum))
        return
    page.section(texts("exercise.histogram"), texts("exercise.histogram_note", n=minimum))
    chart(page, charts.spread_chart(data, texts), spread_table(data, texts))


def _board(page: Page, exercise: Row) -> None:
    texts, board = page.texts, page.board
    whole = page.viewer.kind == "admin"
    note = texts("exercise.board_note_full") if whole else texts("exercise.board_note", top=10)
    many = texts("exercise.on_board", n=texts.band(exercise["n_band"]))
    page.section(texts("exercise.board"), f"{many}{texts('app.stop')}{note}")
    table = board_table(board, texts, exercise, page.own)
    page.table(table)
    if not board.entries(exercise["exercise_id"]):
        public = page.viewer.kind == "public" and exercise["n_band"] != "0-9"
        n = texts.band(exercise["n_band"])
        page.note(texts("exercise.empty_public", n=n) if public else texts("exercise.empty"))
        return
    with st.expander(texts("exercise.provenance")):
        page.table(provenance_table(board, texts, exercise))


def _own(page: Page, exercise: Row) -> None:
    if page.own is None:
        return
    texts = page.texts
    tries = history(page.own, exercise["exercise_id"])
    page.section(texts("exercise.own_history"))
    if not tries:
        page.note(texts("exercise.own_none"))
        return
    chart(
        page,
        charts.history_chart(tries, texts, exercise["max_points"] / 1000),
        tries_table(tries, texts),
    )


main(require("exercise"))
