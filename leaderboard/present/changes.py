"""What a rejudge changed: old and new places, and its cause."""

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["change_table", "own_changes"]


def change_table(board: Board, texts: Texts, exercise: Row, handle: str = "") -> Table:
    """Return the places that rejudging moved on an exercise's board, the newest first.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        exercise: The exercise's row.
        handle: Learner whose rows are marked.
    """
    return Table(
        caption=texts("exercise.rejudged"),
        columns=[
            Column(title=texts("column.rejudged")),
            Column(title=texts("column.handle"), wide=True),
            Column(title=texts("column.before"), number=True),
            Column(title=texts("column.after"), number=True),
            Column(title=texts("column.cause"), minor=True),
        ],
        rows=[
            Line(
                cells=(
                    texts.date(row["rejudged_at"]),
                    row["handle"],
                    texts.rank(row["before"]),
                    Cell(text=texts.rank(row["after"]), kind=_way(row)),
                    row["cause"],
                ),
                kind="own" if handle and row["handle"] == handle else "",
            )
            for row in board.rank_changes(exercise["exercise_id"])
        ],
    )


def own_changes(own: Own | None, texts: Texts, exercise: Row) -> list[str]:
    """Return, in words, what rejudging changed of the learner's place on an exercise."""
    if own is None:
        return []
    return [
        texts(
            "exercise.own_rejudged",
            date=texts.date(row["rejudged_at"]),
            cause=row["cause"],
            before=texts.rank(row["before"]),
            after=texts.rank(row["after"]),
        )
        for row in own.rank_changes()
        if row["exercise_id"] == exercise["exercise_id"]
    ]


def _way(row: Row) -> str:
    if row["before"] is None or row["after"] is None:
        return ""
    return "good" if row["after"] < row["before"] else "bad"
