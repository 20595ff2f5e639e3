"""Spread of best costs against par and best, and of attempts, as bars of a histogram."""

from collections.abc import Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.table import Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["Mark", "Spread", "attempt_spread", "spread", "spread_table"]

_FIRST_COLUMN = {"histogram": "column.range", "tries": "column.attempts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rule in the histogram, at a place on its axis of equally wide bars."""

    code: str
    label: str
    place: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Bars of a histogram: label and learners each; `marks` are rules among them.

    Attributes:
        kind: ``"histogram"`` of costs, or ``"tries"``.
    """

    kind: str = "histogram"
    labels: tuple[str, ...]
    counts: tuple[int, ...]
    marks: tuple[Mark, ...] = ()


def spread(board: Board, texts: Texts, exercise: Row, own: Own | None = None) -> Spread:
    """Return the histogram of best costs, with rules for best, par and the learner's own cost."""
    bins = board.histogram(exercise["exercise_id"])
    mine = own.bests().get(exercise["exercise_id"]) if own else None
    costs = {"own": mine["cost"] if mine else None}
    costs |= {"best": exercise["best"], "par": exercise["par"]}
    for row in board.baselines(exercise["exercise_id"]):
        if row["kind"] == "reference":
            costs["reference"] = row["cost"]
    same: dict[int, list[str]] = {}
    for code, cost in costs.items():
        if cost is not None and bins:
            same.setdefault(cost, []).append(code)
    marks = [
        Mark(
            code=codes[0],
            label=" = ".join(texts(f"exercise.rule_{code}") for code in codes)
            + f" {texts.cost(cost, exercise)}",
            place=_on_axis(cost, bins),
        )
        for cost, codes in same.items()
    ]
    return Spread(
        labels=tuple(
            _range(texts.cost(row["low"], exercise), texts.cost(row["high"], exercise))
            for row in bins
        ),
        counts=tuple(row["learners"] for row in bins),
        marks=tuple(marks),
    )


def attempt_spread(board: Board, texts: Texts, exercise: Row, own: Own | None = None) -> Spread:
    """Return how many attempts learners made on an exercise, with a rule for the learner's own."""
    bins = board.tries(exercise["exercise_id"])
    mine = own.bests().get(exercise["exercise_id"]) if own else None
    marks = []
    if mine and bins:
        label = f"{texts('exercise.rule_own')} {mine['attempts']}"
        marks.append(Mark(code="own", label=label, place=_on_axis(mine["attempts"], bins)))
    return Spread(
        kind="tries",
        labels=tuple(_range(str(row["low"]), str(row["high"])) for row in bins),
        counts=tuple(row["learners"] for row in bins),
        marks=tuple(marks),
    )


def spread_table(spread: Spread, texts: Texts) -> Table:
    """Return the bars of a histogram as a table."""
    return Table(
        caption=texts(f"exercise.{spread.kind}"),
        columns=[
            Column(title=texts(_FIRST_COLUMN[spread.kind])),
            Column(title=texts("exercise.histogram_count"), number=True),
        ],
        rows=[
            Line(cells=(label, str(count)))
            for label, count in zip(spread.labels, spread.counts, strict=True)
        ],
    )


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def _on_axis(cost: int, bins: Sequence[Row]) -> float:
    # Bars are one wide each and centred on whole numbers; a cost between two bars lies between
    # them, and one inside a bar at its share of the bar's range.
    for place, row in enumerate(bins):
        if cost < row["low"]:
            return place - 0.5
        if cost <= row["high"]:
            width = row["high"] - row["low"]
            return place + (0.0 if not width else 0.8 * ((cost - row["low"]) / width - 0.5))
    return len(bins) - 0.5
