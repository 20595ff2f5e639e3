"""A learner's attempts: all of them in a table, and those on one exercise step by step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Board
from leaderboard.own import Own
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts
from leaderboard.present.verdicts import outcome_cell

__all__ = ["Try", "attempts_table", "history", "most_tried", "tried_exercises", "tries_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One attempt on an exercise: its points and the best so far, in points."""

    number: int
    points: float
    best: float
    outcome: str
    cost: int | None = None
    submitted_at: int = 0


def attempts_table(board: Board, own: Own, texts: Texts, query: str = "") -> Table:
    """Return the learner's attempts, newest first, with the reason of each verdict in words."""
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    rows = []
    for row in own.attempts():
        exercise = exercises.get(row["exercise_id"])
        link = f"exercise?ex={row['exercise_id']}&{query}" if exercise and query else ""
        name = texts.name(exercise, "title") if exercise else row["exercise_id"]
        rows.append(
            Line(
                cells=(
                    texts.moment(row["submitted_at"]),
                    Cell(text=name, link=link),
                    outcome_cell(texts, row["outcome"]),
                    f"{texts.points(row['points'])}/{texts.points(row['max_points'])}",
                    texts.cost(row["cost"], exercise) if exercise else texts("app.none"),
                    Cell(text=row[f"reason_{texts.language}"], kind="prose"),
                )
            )
        )
    return Table(
        caption=texts("me.attempts"),
        stacked=True,
        columns=[
            Column(title=texts("column.submitted")),
            Column(title=texts("column.exercise")),
            Column(title=texts("column.verdict")),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.cost"), number=True, minor=True),
            Column(title=texts("column.reason"), wide=True),
        ],
        rows=rows,
    )


def tried_exercises(board: Board, own: Own, texts: Texts) -> Mapping[str, str]:
    """Return the exercises that the learner tried, by code, the one tried last first."""
    names = {row["exercise_id"]: texts.name(row, "title") for row in board.exercises()}
    tried = dict.fromkeys(row["exercise_id"] for row in own.attempts())
    return {code: names[code] for code in tried if code in names}


def most_tried(own: Own) -> str:
    """Return the exercise on which the learner made most attempts, ``""`` without any."""
    counts = Counter(row["exercise_id"] for row in own.attempts())
    return counts.most_common(1)[0][0] if counts else ""


def history(own: Own, exercise: str) -> list[Try]:
    """Return the learner's attempts on an exercise in order, with the best points so far."""
    tries: list[Try] = []
    best = 0
    for row in reversed(own.attempts()):
        if row["exercise_id"] == exercise:
            best = max(best, row["points"])
            tries.append(
                Try(
                    number=len(tries) + 1,
                    points=row["points"] / 1000,
                    best=best / 1000,
                    outcome=row["outcome"],
                    cost=row["cost"],
                    submitted_at=row["submitted_at"],
                )
            )
    return tries


def tries_table(tries: Sequence[Try], texts: Texts) -> Table:
    """Return the attempts on one exercise as a table."""
    return Table(
        caption=texts("exercise.own_history"),
        columns=[
            Column(title=texts("column.attempts"), number=True),
            Column(title=texts("column.verdict")),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("me.so_far"), number=True),
        ],
        rows=[
            Line(
                cells=(
                    str(one.number),
                    outcome_cell(texts, one.outcome),
                    f"{one.points:g}",
                    f"{one.best:g}",
                )
            )
            for one in tries
        ],
    )
