"""Order results, by one rule everywhere: accepted, points, cost. Integers only.

Equal points and equal cost are an equal rank (1, 2, 2, 4). The earlier attainment stands first on
the page and never breaks a tie. The statements are the rule for SQLite, over the tables of the
tally; `leaderboard.attempts` has it for columns.
"""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["BEST", "PLACES", "TOTALS", "Result", "competition_ranks"]

# ruff: noqa: S608 - the statements are put together from constants
_IDS = 1 << 31
"""Above every row id, and small enough for a time beside it in one integer."""
_WORTH = "accepted DESC, points DESC, value NULLS LAST"
# `value` is the cost with its sign turned where more is better: smaller is better.
BEST = f"""
INSERT INTO best (exercise, learner, result, accepted, points, value, merit, attained_at, attempts,
    last, ord, rank)
SELECT exercise, learner, id, accepted, points, value, merit, submitted_at, attempts,
    last % {_IDS}, NULL, NULL
FROM (
    SELECT *, row_number() OVER mine AS n, count(*) OVER whole AS attempts,
        max({_IDS} * submitted_at + id) OVER whole AS last
    FROM (SELECT r.exercise, r.learner, r.id, r.accepted, r.points, r.merit, r.submitted_at,
            e.sign * r.cost AS value
        FROM result AS r JOIN exercise AS e ON e.id = r.exercise WHERE {{chosen}})
    WINDOW mine AS (PARTITION BY exercise, learner ORDER BY {_WORTH}, submitted_at, id),
        whole AS (mine ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
) WHERE n = 1
"""
"""Fill ``best``: the best result of a learner on an exercise; among equals the earliest."""

PLACES = f"""
UPDATE best SET ord = placed.n, rank = placed.place FROM (
    SELECT exercise, learner, rank() OVER (board ORDER BY {_WORTH}) AS place,
        row_number() OVER (board ORDER BY {_WORTH}, attained_at, result) AS n
    FROM best WHERE points > 0 AND {{chosen}} WINDOW board AS (PARTITION BY exercise)
) AS placed WHERE best.exercise = placed.exercise AND best.learner = placed.learner
"""
"""Give every learner with points a place on the board: ``ord`` without gaps, and ``rank``."""

TOTALS = """
INSERT INTO total (board, ord, rank, learner, score, solved, attained_at)
SELECT board, row_number() OVER (one ORDER BY score DESC, attained_at, learner),
    rank() OVER (one ORDER BY score DESC), learner, score, solved, attained_at
FROM (
    SELECT board, learner, sum(points) AS score, sum(accepted) AS solved,
        max(attained_at) AS attained_at
    FROM board_exercise JOIN best USING (exercise) WHERE points > 0 GROUP BY board, learner
) WINDOW one AS (PARTITION BY board)
"""
"""Rank learners by the sum of their best points over the exercises of each board."""


class Result(NamedTuple):
    """What ranking and progress need of one judged attempt.

    Attributes:
        points: Thousandths.
        cost: Integer in the formula's unit; ``None`` unless accepted under a formula.
        merit: Thousandths of a percent, 0 to 100,000; 0 unless accepted.
        submitted_at: Seconds since 1970 UTC; judging and rejudging never move it.
    """

    id: int
    learner: str
    exercise: str
    accepted: bool
    points: int
    cost: int | None
    merit: int
    submitted_at: int


def competition_ranks(keys: Sequence[object]) -> list[int]:
    """Return competition ranks of keys that are already in order (1, 2, 2, 4)."""
    ranks: list[int] = []
    for place, key in enumerate(keys):
        ranks.append(ranks[-1] if place and key == keys[place - 1] else place + 1)
    return ranks
