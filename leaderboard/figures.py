"""Rows of the tables that hold figures about companies: standings and skill cells. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from leaderboard.disclosure import HEADLINE, POOLED, Cell, Rules, quarter, still_shown
from leaderboard.ranking import competition_ranks
from leaderboard.records import Inputs

__all__ = ["UNNAMED", "cell_rows", "company_rows", "standing_rows"]

UNNAMED = "unnamed-"
"""Begins the id under which a company stands that chose not to be named."""
_MIN_UNNAMED = 3
_VALUES = (
    *("n_band", "q1", "median", "q3", "coverage", "completion"),
    *("enrolled_band", "started", "active", "accepted", "completed"),
)


def standing_rows(
    cells: Iterable[Cell], inputs: Inputs, rules: Rules, kind: str
) -> list[tuple[object, ...]]:
    """Return the company standings of every period, as a scope may see them.

    Companies rank by median merit as shown, so that a rank tells no more than the value beside
    it. A company without a released figure is listed without rank and values.
    """
    if kind == "public" or (kind != "admin" and not inputs.company_standings):
        return []
    alias = {c.id: c.id for c in inputs.companies} if kind == "admin" else _aliases(inputs)
    periods: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.skill == HEADLINE and cell.company in alias:
            periods[cell.period].append(cell)
    rows: list[tuple[object, ...]] = []
    for period, group in periods.items():
        shown = sorted((c for c in group if still_shown(c, rules)), key=_by_median)
        ranks = competition_ranks([c.values["median"] for c in shown])
        for rank, c in zip(ranks, shown, strict=True):
            value = c.values
            rows.append(
                (
                    *(period, alias[c.company], rank, c.status, value["n_band"]),
                    *(value["completion"], value["coverage"], value["median"], c.as_of),
                )
            )
        rows += [
            (period, alias[c.company], None, "withheld", None, None, None, None, c.as_of)
            for c in group
            if not still_shown(c, rules)
        ]
    return rows


def cell_rows(
    cells: Iterable[Cell], rules: Rules, kind: str, company: str
) -> list[tuple[object, ...]]:
    """Return the cells that a scope may see: pooled ones, and the company's own; all for admin."""
    every = [cell for cell in cells if cell.skill != "activity"]
    medians: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for cell in every:
        if cell.company != POOLED and still_shown(cell, rules):
            medians[cell.period, cell.skill].append(int(cell.values["median"]))
    rows: list[tuple[object, ...]] = []
    for cell in every:
        if kind != "admin" and cell.company not in (
            POOLED,
            company if kind == "company" else POOLED,
        ):
            continue
        if not still_shown(cell, rules):
            nothing = (None,) * (len(_VALUES) + 1)
            rows.append((cell.period, cell.company, cell.skill, "withheld", *nothing, cell.as_of))
            continue
        place = None
        if cell.company != POOLED:
            place = quarter(int(cell.values["median"]), medians[cell.period, cell.skill])
        values = tuple(cell.values.get(name) for name in _VALUES)
        rows.append(
            (cell.period, cell.company, cell.skill, cell.status, *values, place, cell.as_of)
        )
    return rows


def company_rows(
    inputs: Inputs, named: set[object], *, everybody: bool
) -> list[tuple[object, ...]]:
    """Return the companies that the rows of a file name, and no others."""
    rows: list[tuple[object, ...]] = [
        (company.id, company.name.en, company.name.ja, company.industry, n)
        for n, company in enumerate(inputs.companies)
        if everybody or company.id in named
    ]
    unnamed = sorted(str(one) for one in named if str(one).startswith(UNNAMED))
    rows += [(one, "", "", "", len(inputs.companies) + n) for n, one in enumerate(unnamed)]
    return rows


def _aliases(inputs: Inputs) -> dict[str, str]:
    alias = {c.id: c.id for c in inputs.companies if c.standing == "named"}
    unnamed = [c for c in inputs.companies if c.standing == "unnamed"]
    # Fewer than three could be told apart by their figures, so they are left out altogether.
    if len(unnamed) >= _MIN_UNNAMED:
        shuffled = sorted(
            unnamed, key=lambda c: hashlib.sha256(f"{inputs.salt}{c.id}".encode()).digest()
        )
        for n, company in enumerate(shuffled, start=1):
            alias[company.id] = f"{UNNAMED}{n}"
    return alias


def _by_median(cell: Cell) -> tuple[int, str]:
    return (-int(cell.values["median"]), cell.company)
