"""How many learners an exercise's board holds, how their costs and attempts spread: once a week.

Boards are live, these counts are not: a count that changes with one answer tells whose it was. The
ends of bins are round numbers, so that no end is anybody's own value.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from leaderboard.attempts import Fared
from leaderboard.bands import count_rounded, lowest, n_band
from leaderboard.cells import Last
from leaderboard.disclosure import POOLED, Cell, People, Rules, Values, settle, still_shown
from leaderboard.panel import Numbers, mixed
from leaderboard.totals import band_told

__all__ = ["Bin", "board_bands", "merge_bins", "spread_cells", "spread_rows"]

_ROUND = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Bin:
    """Learners whose value lies between `low` and `high`, both included."""

    low: int
    high: int
    count: int


def spread_cells(
    tried: Iterable[tuple[str, Fared]], *, period: str, as_of: int, rules: Rules, last: Last
) -> Iterator[Cell]:
    """Yield three cells of every exercise that somebody tried, and remember them in `last`.

    Args:
        tried: Each exercise, and how those fared on it who tried.
        period: Code of the week that closed.
        as_of: The moment of `tried`.
        rules: Settings.
        last: What was remembered the week before; brought up to date.
    """
    # A board shows its first rows to all, so its size is under R4 alone.
    alone = Rules(min_learners=0, min_companies=0, max_share=1, min_changed=rules.min_changed)
    for exercise, every in tried:
        placed = every.take(every.placed)
        costs = placed.take(placed.costed)
        for kind, some, numbers, by in (
            ("board", placed, np.ones(len(placed.keys), np.int64), alone),
            ("costs", costs, costs.cost, rules),
            ("tries", every, every.tries, rules),
        ):
            name = f"{kind}:{exercise}"
            cell, last[POOLED, name] = settle(
                People(
                    keys=some.keys,
                    tokens=mixed(some.keys, numbers.astype(np.uint64)),
                    company=some.company,
                    counted=np.ones(len(some.keys), bool),
                ),
                partial(_values, kind, numbers, some.company, rules),
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
    companies: Sequence[int] = (),
    *,
    enough: Callable[[Counter[int]], bool] = bool,
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
    steps: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for (value, company), many in exact.items():
        steps[_last_of_step(value)][company] += many
    bins: list[tuple[Bin, Counter[int]]] = []
    who: Counter[int] = Counter()
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


def _of_nobody(values: Iterable[int]) -> Counter[tuple[int, int]]:
    return Counter({(value, 0): many for value, many in Counter(values).items()})


def _newest(cells: Iterable[Cell], kind: str) -> dict[str, Cell]:
    found = {}
    for cell in cells:  # oldest first
        if cell.skill.startswith(f"{kind}:"):
            found[cell.skill.partition(":")[2]] = cell
    return found


def _values(kind: str, numbers: Numbers, companies: Numbers, rules: Rules) -> Values:
    if kind == "board":
        few = lowest(len(numbers)) == 0
        low = band_told(np.bincount(companies).tolist(), rules)
        return {"n_band": n_band(len(numbers)) if few else f"{low}+"}

    def enough(who: Counter[int]) -> bool:
        # R2 and R3 again: who knows the own part of a bin must not know it to be all of it.
        return (
            len(who) >= rules.min_companies and max(who.values()) <= rules.max_share * who.total()
        )

    made = merge_bins(numbers.tolist(), rules.min_learners, companies.tolist(), enough=enough)
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
