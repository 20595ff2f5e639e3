"""News in words: what happened on the boards, the newest first."""

from leaderboard.board import Board, Row
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["news_table"]


def news_table(board: Board, texts: Texts, query: str, most: int | None = None) -> Table:
    """Return the news of a scope, each with a link to where it happened.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        query: Further parameters of each link, e.g. ``"lang=ja"``.
        most: Only so many, the weekly releases before the last one left out; all if left out.
    """
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    rows = [r for r in board.news() if not r["exercise_id"] or r["exercise_id"] in exercises]
    if most is not None:
        last = next((row for row in rows if row["kind"] == "release"), None)
        rows = [row for row in rows if row["kind"] != "release" or row is last][:most]
    return Table(
        caption=texts("news.title"),
        columns=[
            Column(title=texts("column.date")),
            Column(title=texts("news.kind"), minor=True),
            Column(title=texts("news.what"), wide=True),
        ],
        rows=[_line(texts, row, exercises.get(row["exercise_id"]), query) for row in rows],
    )


def _line(texts: Texts, row: Row, exercise: Row | None, query: str) -> Line:
    kind, detail = row["kind"], row["detail"]
    name = texts.name(exercise, "title") if exercise else ""
    link = f"exercise?ex={row['exercise_id']}&{query}"
    key, values = f"news.{kind}", {"exercise": name} | detail
    if kind == "release":
        link = f"./?period={detail['period']}&{query}"
    elif kind == "rejudge":
        key += "_some" if detail["moved"] == "0+" else ""
        values["moved"] = texts.band(detail["moved"])
    elif kind == "record" and exercise:
        link = f"records?track={row['exercise_id']}&{query}"
        key += "_by" if detail["handle"] else ""
        key += "_first" if detail["before"] is None else ""
        values |= {f: texts.cost(detail[f], exercise) for f in ("cost", "before")}
    return Line(
        cells=(
            texts.date(row["moment"]),
            Cell(text=texts.known("news", f"kind_{kind}"), kind="muted"),
            Cell(text=texts(key, **values), link=link, kind="news"),
        )
    )
