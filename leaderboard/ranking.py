"""Order results, by one rule everywhere: accepted, points, cost. Pure; integers only.

Equal points and equal cost are an equal rank (1, 2, 2, 4). The earlier attainment stands first on
the page and never breaks a tie.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

__all__ = [
    "Best",
    "Ranked",
    "Result",
    "Total",
    "best_results",
    "competition_ranks",
    "neighbours",
    "rank_exercise",
    "rank_totals",
    "worth",
]

_LAST = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What ranking needs of one judged attempt.

    Attributes:
        points: Thousandths.
        cost: Integer in the formula's unit; counts only where the result is accepted.
        submitted_at: Seconds since 1970 UTC; judging and rejudging never move it.
    """

    id: int
    learner: str
    exercise: str
    accepted: bool
    points: int
    cost: int | None
    submitted_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best of one learner's attempts on one exercise."""

    result: Result
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A place on an exercise's board.

    Attributes:
        ord: 1 to n without gaps: the order of display.
        rank: Competition rank.
    """

    ord: int
    rank: int
    best: Best


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A learner's place on a board of several exercises.

    Attributes:
        score: Sum of best points, thousandths.
        solved: Exercises accepted.
        attained_at: When the last point that counts was reached.
    """

    ord: int
    rank: int
    learner: str
    score: int
    solved: int
    attained_at: int


def worth(result: Result, direction: str = "min") -> tuple[bool, int, int]:
    """Return the sort key of a result: smaller is better, equal keys are an equal rank.

    Args:
        result: Any result; only an accepted one has a cost that counts.
        direction: ``"min"`` or ``"max"``: where a better cost lies.
    """
    if not result.accepted or result.cost is None:
        return (not result.accepted, -result.points, _LAST)
    return (False, -result.points, result.cost if direction == "min" else -result.cost)


def best_results(results: Iterable[Result], direction: str = "min") -> tuple[Best, ...]:
    """Return the best result per learner, of results of one exercise.

    Among results of equal worth the one submitted first is the best: that is when it was attained.
    """
    mine: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        mine[result.learner].append(result)
    return tuple(
        Best(
            result=min(own, key=lambda r: (worth(r, direction), r.submitted_at, r.id)),
            attempts=len(own),
        )
        for own in mine.values()
    )


def competition_ranks(keys: Sequence[object]) -> list[int]:
    """Return competition ranks of keys that are already in order (1, 2, 2, 4)."""
    ranks: list[int] = []
    for place, key in enumerate(keys):
        ranks.append(ranks[-1] if place and key == keys[place - 1] else place + 1)
    return ranks


def rank_exercise(results: Iterable[Result], direction: str = "min") -> tuple[Ranked, ...]:
    """Rank the learners of one exercise; who has no points yet is not on the board."""
    bests = [best for best in best_results(results, direction) if best.result.points > 0]
    bests.sort(key=lambda b: (worth(b.result, direction), b.result.submitted_at, b.result.id))
    ranks = competition_ranks([worth(best.result, direction) for best in bests])
    return tuple(
        Ranked(ord=place, rank=rank, best=best)
        for place, (rank, best) in enumerate(zip(ranks, bests, strict=True), start=1)
    )


def rank_totals(bests: Iterable[Best]) -> tuple[Total, ...]:
    """Rank learners by the sum of their best points over the exercises given."""
    rows = []
    earned = sorted((b.result for b in bests if b.result.points > 0), key=attrgetter("learner"))
    for learner, group in groupby(earned, key=attrgetter("learner")):
        own = list(group)
        rows.append(
            (
                -sum(result.points for result in own),
                max(result.submitted_at for result in own),
                learner,
                sum(result.accepted for result in own),
            )
        )
    rows.sort()
    ranks = competition_ranks([row[0] for row in rows])
    return tuple(
        Total(
            ord=place, rank=rank, learner=row[2], score=-row[0], solved=row[3], attained_at=row[1]
        )
        for place, (rank, row) in enumerate(zip(ranks, rows, strict=True), start=1)
    )


def neighbours(rows: Sequence[Total], learner: str, reach: int = 3) -> tuple[Total, ...]:
    """Return the learner's row with up to `reach` rows on either side; none if not ranked."""
    for place, row in enumerate(rows):
        if row.learner == learner:
            return tuple(rows[max(0, place - reach) : place + reach + 1])
    return ()
