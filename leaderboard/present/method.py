"""Tables of the page on method: formulas in use, and the build."""

from leaderboard.board import Board
from leaderboard.present.table import Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["build_table", "formula_table"]


def formula_table(board: Board, texts: Texts) -> Table:
    """Return the exercises with their formulas, versions, par and best known cost."""
    return Table(
        caption=texts("method.formulas_title"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.formula")),
            Column(title=texts("exercise.par"), number=True),
            Column(title=texts("exercise.best"), number=True),
            Column(title=texts("column.version"), number=True, minor=True),
        ],
        rows=[
            Line(
                cells=(
                    texts.name(row, "title"),
                    texts("app.none") if row["formula_id"] == "none" else row["formula_id"],
                    texts.cost(row["par"], row),
                    texts.cost(row["best"], row),
                    str(row["version"]),
                )
            )
            for row in board.exercises()
        ],
    )


def build_table(board: Board, texts: Texts) -> Table:
    """Return what made this board, and from how much."""
    meta = board.meta
    values = {
        "build_id": meta["build_id"],
        "built_at": texts.moment(meta["built_at"]),
        "as_of": texts.moment(meta["as_of"]),
        "week": meta["period"] or texts("app.none"),
        "judge": meta["judge_version"] or texts("app.none"),
        "learners": texts.band(meta["learners"]),
        "companies": texts.band(meta["companies"]),
        "verdicts": texts.band(meta["submissions"]),
    }
    return Table(
        caption=texts("method.build_title"),
        columns=[
            Column(title=texts("method.item")),
            Column(title=texts("method.value"), wide=True),
        ],
        rows=[Line(cells=(texts(f"method.{key}"), value)) for key, value in values.items()],
    )
