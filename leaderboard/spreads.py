"""How many learners an exercise's board holds, how their costs and attempts spread: once a week.

Boards are live, these counts are not: a count that changes with one answer tells whose it was. The
ends of bins are round numbers, so that no end is anybody's own value.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from leaderboard.bands import count_rounded, lowest, n_band
from leaderboard.cells import Last
from leaderboard.disclosure import POOLED, Cell, People, Rules, Values, settle, still_shown
from leaderboard.panel import Numbers, keys_of, mixed
from leaderboard.totals import band_told

__all__ = ["BESTS", "Best", "Bin", "board_bands", "merge_bins", "spread_cells", "spread_rows"]

BESTS = """
SELECT b.exercise, b.learner, p.company, b.value * e.sign,
    CASE WHEN b.accepted AND b.attempts > 1 THEN (
        SELECT n FROM (
            SELECT r.accepted, row_number() OVER (ORDER BY r.submitted_at, r.id) AS n
            FROM result AS r INDEXED BY result_pair
            WHERE r.exercise = b.exercise AND r.learner = b.learner
        ) WHERE accepted ORDER BY n LIMIT 1
    ) ELSE b.attempts END, b.ord IS NOT NULL
FROM best AS b JOIN person AS p USING (learner) JOIN exercise AS e ON e.id = b.exercise
ORDER BY b.exercise
"""
"""Query on the tally: everybody's best on every exercise, as `Best`."""
_ROUND = (1, 2, 5, 10)


class Best(NamedTuple):
    """What one learner reached on one exercise.

    Attributes:
        cost: Of the best result, if it was accepted with one.
        attempts: Up to the first accepted one, or all so far.
        placed: Whether the learner stands on the board.
    """

    exercise: str
    learner: str
    company: str
    cost: int | None
    attempts: int
    placed: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Learners whose value lies between `low` and `high`, both included."""

    low: int
    high: int
    count: int


def spread_cells(
    bests: Iterable[Best], *, period: str, as_of: int, rules: Rules, last: Last
) -> Iterator[Cell]:
    """Yield three cells of every exercise that somebody tried, and remember them in `last`.

    Args:
        bests: Those of an exercise together.
        period: Code of the week that closed.
        as_of: The moment of `bests`.
        rules: Settings.
        last: What was remembered the week before; brought up to date.
    """
    # A board shows its first rows to all, so its size is under R4 alone.
    alone = Rules(min_learners=0, min_companies=0, max_share=1, min_changed=rules.min_changed)
    for exercise, group in groupby(bests, key=itemgetter(0)):
        every = list(group)
        placed = [one for one in every if one.placed]
        costs = [(one, one.cost) for one in placed if one.cost is not None]
        for kind, some, numbers, by in (
            ("board", placed, [1] * len(placed), alone),
            ("costs", [one for one, _ in costs], [cost for _, cost in costs], rules),
            ("tries", every, [one.attempts for one in every], rules),
        ):
            name = f"{kind}:{exercise}"
            cell, last[POOLED, name] = settle(
                _people(some, np.array(numbers, np.int64)),
                partial(_values, kind, numbers, [one.company for one in some], rules),
                period=period,
                as_of=as_of,
                company=POOLED,
                skill=name,
                rules=by,
                last=last.get((POOLED, name)),
            )
            yield cell


def spread_rows(cells: Iterable[Cell], kind: str, rules: Rules) -> list[tuple[object, ...]]:
    """Return the rows of ``histogram`` (`kind` is ``"costs"``) or ``tries`` (``"tries"``)."""
    rows: list[tuple[object, ...]] = []
    for exercise, cell in _newest(cells, kind).items():
        if still_shown(cell, rules):
            bins = json.loads(str(cell.values["bins"]))
            rows += [(exercise, place, *one) for place, one in enumerate(bins)]
    return rows


def board_bands(cells: Iterable[Cell]) -> dict[str, str]:
    """Return how many learners were on each exercise's board at the last release, as a band.

    Exercises that nobody tried are missing; they look like those that few did.
    """
    newest = _newest(cells, "board")
    return {exercise: str(cell.values["n_band"]) for exercise, cell in newest.items()}


def merge_bins(
    values: Iterable[int],
    minimum: int,
    companies: Sequence[str] = (),
    *,
    enough: Callable[[Counter[str]], bool] = bool,
) -> tuple[Bin, ...]:
    """Group values into bins of at least `minimum` learners each, from the lowest up.

    Bins lie side by side, their ends on numbers of two digits; the outer ends are 1, 2 or 5 times a
    power of ten. What is left at the upper end joins the last bins; with fewer than `minimum`
    learners there is none.

    Args:
        values: One per learner; a counter will do without companies.
        minimum: Learners in a bin.
        companies: Of the same learners, if `enough` looks at them.
        enough: Whether the learners of each company in a bin make one.
    """
    exact = Counter(zip(values, companies, strict=True)) if companies else _of_nobody(values)
    steps: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (value, company), many in exact.items():
        steps[_last_of_step(value)][company] += many
    bins: list[tuple[Bin, Counter[str]]] = []
    who: Counter[str] = Counter()
    low = _outward(min(exact)[0] if exact else 0, up=False)
    for high, some in sorted(steps.items()):
        who += some
        if who.total() >= minimum and enough(who):
            bins.append((Bin(low, high, who.total()), who))
            low, who = high + 1, Counter()
    while bins:
        last, some = bins.pop()
        who += some
        if enough(who):
            high = _outward(max(exact)[0], up=True)
            bins.append((Bin(last.low, high, who.total()), who))
            break
    return tuple(one for one, _ in bins)


def _of_nobody(values: Iterable[int]) -> Counter[tuple[int, str]]:
    return Counter({(value, ""): many for value, many in Counter(values).items()})


def _newest(cells: Iterable[Cell], kind: str) -> dict[str, Cell]:
    found = {}
    for cell in cells:  # oldest first
        if cell.skill.startswith(f"{kind}:"):
            found[cell.skill.partition(":")[2]] = cell
    return found


def _people(some: Sequence[Best], numbers: Numbers) -> People:
    companies: dict[str, int] = {}
    keys = keys_of([one.learner for one in some])
    company = [companies.setdefault(one.company, len(companies)) for one in some]
    order = np.argsort(keys)
    return People(
        keys=keys[order],
        tokens=mixed(keys, numbers.astype(np.uint64))[order],
        company=np.array(company, np.int64)[order],
        counted=np.ones(len(some), bool),
    )


def _values(kind: str, numbers: Sequence[int], companies: Sequence[str], rules: Rules) -> Values:
    if kind == "board":
        few = lowest(len(numbers)) == 0
        low = band_told(Counter(companies).values(), rules)
        return {"n_band": n_band(len(numbers)) if few else f"{low}+"}

    def enough(who: Counter[str]) -> bool:
        # R2 and R3 again: who knows the own part of a bin must not know it to be all of it.
        return (
            len(who) >= rules.min_companies and max(who.values()) <= rules.max_share * who.total()
        )

    made = merge_bins(numbers, rules.min_learners, companies, enough=enough)
    return {"bins": json.dumps([(one.low, one.high, count_rounded(one.count)) for one in made])}


def _last_of_step(value: int) -> int:
    step: int = 10 ** max(len(str(abs(value))) - 2, 0)
    return value // step * step + step - 1


def _outward(value: int, *, up: bool) -> int:
    if value < 1:
        return value
    power: int = 10 ** (len(str(value)) - 1)
    ends = [power * n for n in _ROUND]
    return next(n for n in ends if n >= value) if up else max(n for n in ends if n <= value)
