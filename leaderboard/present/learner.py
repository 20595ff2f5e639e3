"""A learner's own figures: place, best results, neighbours, and under which name they appear."""

from collections.abc import Mapping

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.exercise import shown_metrics
from leaderboard.present.gaps import decile_text
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts
from leaderboard.present.verdicts import verdict

__all__ = ["appearance", "bests_table", "learner_cards", "neighbours_table"]


def learner_cards(board: Board, texts: Texts, person: Row) -> list[tuple[str, str, str]]:
    """Return the learner's own figures: label, value, note each."""
    rank = texts("app.none") if person["rank"] is None else str(person["rank"])
    return [
        (texts("me.rank"), rank, decile_text(texts, person["decile"])),
        (
            texts("me.points"),
            texts.points(person["score"]),
            texts("me.points_note", possible=texts.points(person["possible"])),
        ),
        (
            texts("me.solved"),
            str(person["solved"]),
            texts("me.solved_note", n=len(board.exercises())),
        ),
        (texts("me.merit"), texts.merit(person["merit"]), texts("me.merit_note")),
    ]


def neighbours_table(own: Own, texts: Texts) -> Table:
    """Return the places around the learner's own."""
    person = own.person()
    handle = person["handle"] if person else ""
    return Table(
        caption=texts("me.around"),
        columns=[
            Column(title=texts("column.rank"), number=True),
            Column(title=texts("column.handle"), wide=True),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.solved"), number=True),
        ],
        rows=[
            Line(
                cells=(
                    str(row["rank"]),
                    _marked(texts, row["handle"], handle),
                    texts.points(row["score"]),
                    str(row["solved"]),
                ),
                kind="own" if row["handle"] == handle else "",
            )
            for row in own.neighbours()
        ],
    )


def bests_table(board: Board, own: Own, texts: Texts, query: str) -> Table:
    """Return the learner's best result of every exercise, the untried ones included."""
    bests = own.bests()
    exercises = board.exercises()
    metrics = shown_metrics(list(bests.values()))[:2]
    return Table(
        caption=texts("me.best"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.verdict")),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.cost"), number=True, minor=True),
            *(
                Column(title=texts.known("metric", name), number=True, minor=True)
                for name in metrics
            ),
            Column(title=texts("column.rank"), number=True, below=texts("me.band")),
            Column(title=texts("column.attempts"), number=True, minor=True),
        ],
        rows=[
            _best(texts, row, bests.get(row["exercise_id"]), metrics, query) for row in exercises
        ],
    )


def appearance(person: Row, texts: Texts) -> str:
    """Return under which name the learner appears, and what stands beside it."""
    parts = [
        texts("me.handle", handle=person["handle"]),
        texts("me.company_shown" if person["show_company"] else "me.company_hidden"),
        texts("me.public_shown" if person["public"] else "me.public_hidden"),
    ]
    return ("" if texts.language == "ja" else " ").join(parts)


def _best(texts: Texts, exercise: Row, best: Row | None, metrics: list[str], query: str) -> Line:
    link = f"exercise?ex={exercise['exercise_id']}&{query}"
    title = Cell(text=texts.name(exercise, "title"), link=link)
    none = texts("app.none")
    if best is None:
        return Line(cells=(title, verdict(texts, None), *[none] * (len(metrics) + 4)))
    held: Mapping[str, float] = best["metrics"]
    rank = none if best["rank"] is None else str(best["rank"])
    return Line(
        cells=(
            title,
            verdict(texts, best),
            f"{texts.points(best['points'])}/{texts.points(exercise['max_points'])}",
            texts.cost(best["cost"], exercise),
            *(texts.metric(name, held.get(name)) for name in metrics),
            Cell(text=rank, note=decile_text(texts, best["decile"])),
            str(best["attempts"]),
        )
    )


def _marked(texts: Texts, shown: str, own: str) -> str:
    return f"{shown} ({texts('column.you')})" if shown == own else shown
