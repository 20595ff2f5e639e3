"""Exercises where learners get stuck: who tried, who got through, after how much. Consortium."""

from collections.abc import Mapping

from leaderboard.bands import rate_middle
from leaderboard.board import Board, Row
from leaderboard.present.table import Bar, Cell, Column, Line, Table
from leaderboard.present.texts import Texts
from leaderboard.stuck import HOURS

__all__ = ["attempts_text", "newest", "rate_bar", "stuck_table", "time_text"]

_DAY, _WEEK = 24, 168


def newest(board: Board) -> dict[str, Row]:
    """Return each exercise's figures of the last week that has any."""
    return {row["exercise_id"]: row for row in board.stuck()}


def stuck_table(board: Board, texts: Texts, query: str) -> Table:
    """Return the exercises, those first of which the fewest got through; withheld ones last.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        query: Further parameters of links.
    """
    found = newest(board)
    exercises = [row for row in board.exercises() if row["exercise_id"] in found]
    exercises.sort(key=lambda row: _hardness(found[row["exercise_id"]]))
    return Table(
        caption=texts("stuck.title"),
        columns=[
            Column(title=texts("column.exercise"), wide=True),
            Column(title=texts("stuck.tried"), number=True, minor=True),
            Column(title=texts("stuck.accepted")),
            Column(title=texts("stuck.attempts"), number=True),
            Column(title=texts("stuck.time"), number=True, minor=True),
        ],
        rows=[_line(texts, row, found[row["exercise_id"]], query) for row in exercises],
    )


def rate_bar(texts: Texts, row: Row | None) -> str | Cell | Bar:
    """Return the share of those who tried that got through."""
    if row is None:
        return texts("app.none")
    if row["status"] == "withheld":
        return Cell(text=texts("status.withheld"), kind="withheld")
    return Bar(rate_middle(row["accepted"]), texts.rate(row["accepted"]))


def attempts_text(texts: Texts, row: Row | None) -> str | Cell:
    """Return the median number of attempts to the first accepted one, or so far."""
    return _value(texts, row, "attempts")


def time_text(texts: Texts, row: Row | None) -> str | Cell:
    """Return the band of the median time to the first accepted attempt."""
    if row is None or row["status"] == "withheld" or row["hours"] is None:
        # The time alone may be withheld: it rests on fewer people.
        return _value(texts, row, "hours")
    hours = row["hours"]
    if hours > HOURS[-1]:
        return texts("stuck.longer")
    if hours == _WEEK:
        return texts("stuck.week")
    if hours >= _DAY:
        return texts("stuck.day") if hours == _DAY else texts("stuck.days", n=hours // _DAY)
    return texts("stuck.hour") if hours == 1 else texts("stuck.hours", n=hours)


def _line(texts: Texts, exercise: Row, row: Row, query: str) -> Line:
    link = f"exercise?ex={exercise['exercise_id']}&{query}"
    held = texts.status(row) if row["status"] == "held" else ""
    return Line(
        cells=(
            Cell(text=texts.name(exercise, "title"), link=link, note=held),
            texts.band(row["n_band"]) if row["n_band"] else texts("app.none"),
            rate_bar(texts, row),
            attempts_text(texts, row),
            time_text(texts, row),
        )
    )


def _value(texts: Texts, row: Mapping[str, object] | None, name: str) -> str | Cell:
    if row is None:
        return texts("app.none")
    if row[name] is None:
        return Cell(text=texts("status.withheld"), kind="withheld")
    return str(row[name])


def _hardness(row: Row) -> tuple[bool, float, int]:
    if row["status"] == "withheld":
        return (True, 0, 0)
    return (False, rate_middle(row["accepted"]), -row["attempts"])
