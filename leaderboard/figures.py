"""Rows of the tables that hold figures about companies: standings and skill cells. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence

from leaderboard.bands import coarse, lowest
from leaderboard.cells import ACTIVITY, is_cell
from leaderboard.disclosure import HEADLINE, POOLED, Cell, Rules, Values, still_shown
from leaderboard.ranking import competition_ranks
from leaderboard.records import Company, Inputs, Person

__all__ = [
    "UNNAMED",
    "activity_rows",
    "cell_rows",
    "companies_beside_handles",
    "company_rows",
    "pooled_size",
    "standing_rows",
]

UNNAMED = "unnamed-"
"""Begins the id under which a company stands that chose not to be named."""
_MIN_UNNAMED = 3
_MIN_SPREAD = 15
"""Percent by which the medians of unnamed companies differ, whichever of them one leaves out."""
_FORGOTTEN = 13
"""Weeks after which nobody knows values again that stood beside a name."""
_FEWEST = 10
"""Learners behind a figure that is shown, whatever the settings."""
_VALUES = (
    *("n_band", "q1", "median", "q3", "coverage", "completion"),
    *("enrolled_band", "started", "active", "accepted", "completed"),
)
_BANDS = ("n_band", "enrolled_band")
_RATES = ("coverage", "completion", "started", "active", "accepted", "completed", "submitted")


def standing_rows(
    cells: Iterable[Cell], inputs: Inputs, rules: Rules, kind: str
) -> list[tuple[object, ...]]:
    """Return the company standings of every period, as a scope may see them.

    Companies rank by median merit as shown, so that a rank tells no more than the value beside
    it. A company without a released figure is listed without rank and values. Of other companies
    nobody but the administrator learns a size, nor whether a figure is held: that would tell that
    fewer than three learners did anything there.
    """
    if kind == "public" or (kind != "admin" and not inputs.company_standings):
        return []
    periods: defaultdict[str, list[Cell]] = defaultdict(list)
    ends: defaultdict[str, int] = defaultdict(int)
    for cell in cells:
        ends[cell.period] = max(ends[cell.period], cell.as_of)
        if cell.skill == HEADLINE and cell.company != POOLED:
            periods[cell.period].append(cell)
    newest = max(periods, default="")
    lately = _lately_named([periods[one] for one in sorted(periods)[-_FORGOTTEN:]], rules)
    rows: list[tuple[object, ...]] = []
    for period, group in periods.items():
        if kind == "admin":
            alias = {company.id: company.id for company in inputs.companies}
        else:
            alias = _aliases(group, inputs, rules, lately if period == newest else None)
        listed = [cell for cell in group if cell.company in alias]
        shown = sorted((c for c in listed if still_shown(c, rules)), key=_by_median)
        ranks = competition_ranks([c.values["median"] for c in shown])
        for rank, c in zip(ranks, shown, strict=True):
            rows.append(_standing(c, alias[c.company], rank, kind, ends[period]))
        rows += [
            (period, alias[c.company], None, "withheld", None, None, None, None, ends[period])
            for c in listed
            if not still_shown(c, rules)
        ]
    return rows


def _standing(cell: Cell, name: str, rank: int, kind: str, ends_at: int) -> tuple[object, ...]:
    value = cell.values
    if kind == "admin":
        sizes = (value["n_band"], value["completion"], value["coverage"])
        return (cell.period, name, rank, cell.status, *sizes, value["median"], cell.as_of)
    rates: tuple[object, ...] = (None, None)
    if not name.startswith(UNNAMED):
        rates = (coarse(str(value["completion"])), coarse(str(value["coverage"])))
    return (cell.period, name, rank, "released", None, *rates, value["median"], ends_at)


def cell_rows(
    cells: Iterable[Cell], rules: Rules, kind: str, company: str
) -> list[tuple[object, ...]]:
    """Return the cells that a scope may see: pooled ones, and the company's own; all for admin."""
    seen = {POOLED, company} if kind == "company" else {POOLED}
    cells = tuple(cells)
    known = _known_size(cells)
    rows: list[tuple[object, ...]] = []
    for cell in cells:
        if not is_cell(cell.skill) or (kind != "admin" and cell.company not in seen):
            continue
        if not still_shown(cell, rules):
            nothing = (None,) * (len(_VALUES) + 1)
            rows.append((cell.period, cell.company, cell.skill, "withheld", *nothing, cell.as_of))
            continue
        shown = dict(cell.values)
        # Releases of earlier versions hold upper ends here.
        for name in ("enrolled_band", *(() if cell.company else ("n_band",))):
            if name in shown:
                shown[name] = _open_end(str(shown[name]))
        if cell.company == POOLED and kind != "admin":
            shown = _as_known(shown, known[cell.period])
        values = tuple(shown.get(name) for name in (*_VALUES, "quarter"))
        rows.append((cell.period, cell.company, cell.skill, cell.status, *values, cell.as_of))
    return rows


def _open_end(band: str) -> str:
    return band if band.endswith("+") else f"{band.partition('-')[0]}+"


def _known_size(cells: Iterable[Cell]) -> Counter[str]:
    """Return how many active learners everybody knows the consortium to have, by period.

    Ten for each company that stands by name with a figure. No more is told: whoever knows the
    software reads two ends out of one, and two companies that subtract what they have would bound
    a third.
    """
    # As it was released: what a week told must not change when rules get stricter.
    shown = Counter(
        c.period
        for c in cells
        if c.skill == HEADLINE
        and c.company != POOLED
        and c.status != "withheld"
        and c.values.get("standing") == "named"
    )
    return Counter({period: _FEWEST * n for period, n in shown.items()})


def _as_known(values: Values, known: int) -> dict[str, int | str]:
    """Return a consortium's figures, bands and rates as coarse as its known size makes them."""
    low = max(lowest(known), _FEWEST)
    return {
        name: f"{min(low, int(str(value)[:-1]))}+" if name in _BANDS
        else coarse(str(value), low) if name in _RATES
        else value
        for name, value in values.items()
    }  # fmt: skip


def activity_rows(cells: Iterable[Cell], rules: Rules, kind: str) -> list[tuple[object, ...]]:
    """Return the consortium's weeks, those withheld that today's rules would withhold."""
    cells = tuple(cells)
    known = _known_size(cells)
    rows: list[tuple[object, ...]] = []
    for cell in cells:
        if cell.skill == ACTIVITY:
            share = cell.values.get("submitted") if still_shown(cell, rules) else None
            if share is not None and kind != "admin":
                share = _as_known({"submitted": share}, known[cell.period])["submitted"]
            status = "withheld" if share is None else cell.status
            rows.append((cell.period, cell.as_of, status, share))
    return rows


def pooled_size(cells: Iterable[Cell], rules: Rules) -> str:
    """Return how many learners were active at the last release, as a lower bound of a band."""
    cells = tuple(cells)
    found = [c for c in cells if c.company == POOLED and c.skill == HEADLINE]
    if not found or not still_shown(found[-1], rules):
        return "0+"
    values = {"n_band": _open_end(str(found[-1].values["n_band"]))}
    return str(_as_known(values, _known_size(cells)[found[-1].period])["n_band"])


def companies_beside_handles(
    cells: Iterable[Cell], people: Iterable[Person], rules: Rules
) -> frozenset[str]:
    """Return the companies that may stand beside the handles of learners who agreed to that.

    Only where as many active learners as a figure needs have not agreed: the others are on boards
    one by one, and what is left of the company's figures without them is a figure too.
    """
    agreed: defaultdict[str, int] = defaultdict(int)
    for person in people:
        agreed[person.company] += person.show_company
    newest = {cell.company: cell for cell in cells if cell.skill == HEADLINE}
    return frozenset(
        company
        for company, cell in newest.items()
        if company != POOLED
        and still_shown(cell, rules)
        and cell.n - agreed[company] >= rules.min_learners
    )


def company_rows(
    inputs: Inputs, standings: Iterable[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    """Return all companies, and those that stand unnamed."""
    rows: list[tuple[object, ...]] = [
        (company.id, company.name.en, company.name.ja, company.industry, n)
        for n, company in enumerate(inputs.companies)
    ]
    unnamed = sorted({str(row[1]) for row in standings if str(row[1]).startswith(UNNAMED)})
    rows += [(one, "", "", "", len(inputs.companies) + n) for n, one in enumerate(unnamed)]
    return rows


def _aliases(
    group: Sequence[Cell], inputs: Inputs, rules: Rules, lately: Container[str] | None
) -> dict[str, str]:
    """Return under which name a company stands in one period; those that do not are left out.

    A company stands as it chose then and chooses now. Without a name it stands in the newest week
    only: a row of weeks would be known again by its values, named ones of earlier boards too. As
    values move slowly, it stands nowhere for a quarter of a year after it stood by name.

    Args:
        group: Headline figures of the period.
        inputs: For the companies' choices.
        rules: Settings.
        lately: Companies that stood by name lately; ``None`` for a week before the newest.
    """
    then = {cell.company: str(cell.values.get("standing", "")) for cell in group}
    alias: dict[str, str] = {}
    unnamed: list[Company] = []
    for company in inputs.companies:
        choices = {company.standing, then.get(company.id) or company.standing}
        if choices == {"named"}:
            alias[company.id] = company.id
        elif choices == {"unnamed"} and lately is not None and company.id not in lately:
            unnamed.append(company)
    medians = {c.company: int(c.values["median"]) for c in group if still_shown(c, rules)}
    unnamed = [company for company in unnamed if company.id in medians]
    if _mixed([medians[company.id] for company in unnamed]):
        shuffled = sorted(
            unnamed, key=lambda c: hashlib.sha256(f"{inputs.salt}{c.id}".encode()).digest()
        )
        alias |= {company.id: f"{UNNAMED}{n}" for n, company in enumerate(shuffled, start=1)}
    return alias


def _lately_named(groups: Iterable[Sequence[Cell]], rules: Rules) -> frozenset[str]:
    return frozenset(
        cell.company
        for group in groups
        for cell in group
        if cell.values.get("standing") == "named" and still_shown(cell, rules)
    )


def _mixed(medians: Sequence[int]) -> bool:
    """Say whether rows without names hide whose they are, from one of the companies too."""
    every = sorted(medians)
    # The narrowest span is left when the lowest or the highest is left out.
    return len(every) >= _MIN_UNNAMED and all(
        rest[-1] - rest[0] >= _MIN_SPREAD for rest in (every[1:], every[:-1])
    )


def _by_median(cell: Cell) -> tuple[int, str]:
    return (-int(cell.values["median"]), cell.company)
