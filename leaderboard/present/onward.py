"""What a learner may do next, what a rejudge changed for them, and what is left of their quota."""

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.amounts import amount
from leaderboard.present.stuck import attempts_text, newest, rate_bar
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts
from leaderboard.present.verdicts import verdict

__all__ = ["gains_table", "quota_line", "rejudge_table", "required_table"]

_MOST = 5
"""Exercises that are named at once."""


def required_table(board: Board, own: Own, texts: Texts, query: str) -> Table:
    """Return the next required exercises that the learner has not solved, in course order."""
    bests, required, stuck = own.bests(), board.required(), newest(board)
    rows: list[Line] = []
    for row in board.exercises():
        code = row["exercise_id"]
        best = bests.get(code)
        if code not in required or (best and best["outcome"] == "AC"):
            continue
        rows.append(
            Line(
                cells=(
                    Cell(text=texts.name(row, "title"), link=_link(row, query)),
                    row["level"],
                    texts.points(row["max_points"]),
                    verdict(texts, best),
                    rate_bar(texts, stuck.get(code)),
                    attempts_text(texts, stuck.get(code)),
                )
            )
        )
    return Table(
        caption=texts("me.next_required"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.level"), minor=True),
            Column(title=texts("column.points"), number=True),
            Column(title=texts("column.you")),
            Column(title=texts("stuck.accepted"), minor=True),
            Column(title=texts("stuck.attempts"), number=True, minor=True),
        ],
        rows=rows[:_MOST],
    )


def gains_table(board: Board, own: Own, texts: Texts, query: str) -> Table:
    """Return solved exercises with points left to win, the nearest to its next step first.

    The next step is par, or the best known cost for who is at par already.
    """
    bests = own.bests()
    found = []
    for row in board.exercises():
        best = bests.get(row["exercise_id"])
        if best and best["cost"] is not None and best["points"] < row["max_points"]:
            found.append((_distance(row, best["cost"]), row, best))
    found.sort(key=lambda one: one[0])
    return Table(
        caption=texts("me.next_gains"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("me.to_win"), number=True),
            Column(title=texts("me.own_cost"), number=True),
            Column(title=texts("exercise.par"), number=True),
            Column(title=texts("exercise.best"), number=True, minor=True),
        ],
        rows=[
            Line(
                cells=(
                    Cell(text=texts.name(row, "title"), link=_link(row, query)),
                    f"+{texts.points(row['max_points'] - best['points'])}",
                    texts.cost(best["cost"], row),
                    texts.cost(row["par"], row),
                    texts.cost(row["best"], row),
                )
            )
            for _, row, best in found[:_MOST]
        ],
    )


def rejudge_table(board: Board, own: Own, texts: Texts, query: str) -> Table:
    """Return what rejudging changed of the learner's places, the newest first."""
    exercises = {row["exercise_id"]: row for row in board.exercises()}
    rows = []
    for row in own.rank_changes():
        exercise = exercises.get(row["exercise_id"])
        if exercise is None:
            continue
        rows.append(
            Line(
                cells=(
                    texts.date(row["rejudged_at"]),
                    Cell(text=texts.name(exercise, "title"), link=_link(exercise, query)),
                    texts.rank(row["before"]),
                    texts.rank(row["after"]),
                    row["cause"],
                )
            )
        )
    return Table(
        caption=texts("me.rejudged"),
        columns=[
            Column(title=texts("column.rejudged")),
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("column.before"), number=True),
            Column(title=texts("column.after"), number=True),
            Column(title=texts("column.cause"), minor=True),
        ],
        rows=rows,
    )


def quota_line(own: Own, texts: Texts) -> str:
    """Return what the learner used of the devices this month, ``""`` without a quota."""
    quotas = own.quotas()
    month = max((row["month"] for row in quotas), default="")
    parts = [
        texts(
            "me.quota_part",
            unit=texts(f"devices.{row['unit']}"),
            used=amount(texts, row["unit"], row["used"]),
            most=amount(texts, row["unit"], row["most"]),
        )
        for row in quotas
        if row["month"] == month and row["most"] is not None
    ]
    return texts("me.quota", month=month, parts=" · ".join(parts)) if parts else ""


def _distance(exercise: Row, cost: int) -> tuple[bool, float]:
    """Return whether par is reached, and the relative distance to the next step."""
    sign = -1 if exercise["direction"] == "max" else 1
    par, best = exercise["par"], exercise["best"]
    at_par = par is None or sign * cost <= sign * par
    goal = best if at_par else par
    if goal is None:
        return (True, 0.0)
    return (at_par, sign * (cost - goal) / max(abs(goal), 1))


def _link(exercise: Row, query: str) -> str:
    return f"exercise?ex={exercise['exercise_id']}&{query}"
