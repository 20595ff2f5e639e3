"""Decide what may be shown of groups of people: rules R1 to R8. Pure.

R1 At least `min_learners` in the denominator of every figure.
R2 At least `min_companies` behind a consortium figure.
R3 No company behind more than `max_share` of its learners, nor so nearly that the refusal tells. A
   company's own figures are medians and rates, which one learner cannot dominate, so there is no
   such rule for them.
R4 Weekly. What is shown, or that nothing is, changes only with `min_changed` learners on whose
   results no release rested (pooled: outside of any one company); none, one and two look the same.
R5 Medians to 5 %, rates to 5 % (10 % below 20 learners), counts as bands or whole tens. Every code
   of a rate is possible for every total of its band, so that rates tell no count.
R6 Precomputed cells only; no filters, no way from a figure to people.
R7 Nothing additive: of the consortium's size only what the companies that stand with a figure say
   anyway; on one exercise a band only where two companies that subtract their own parts leave
   every other within ten (`leaderboard.totals`); activity as a share; no size of another company,
   one band of the two (active, enrolled). `leaderboard.audit` bounds every count before a file is
   published.
R8 No rate of 0 % or 100 %; 0, 1 and 2 of a rate look the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from leaderboard.panel import Bools, Numbers, Tokens

__all__ = [
    "HEADLINE",
    "POOLED",
    "Cell",
    "Memory",
    "People",
    "Rules",
    "Values",
    "refusal",
    "settle",
    "still_shown",
]

POOLED = ""
"""Stands for the whole consortium where a company id stands else."""
HEADLINE = ""
"""Stands for the headline figures where a skill id stands else."""

Values = Mapping[str, int | str]
_NONE: Tokens = np.zeros(0, np.uint64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Settings of disclosure control."""

    min_learners: int = 10
    min_companies: int = 3
    max_share: float = 0.5
    min_changed: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of one week: of a company (or all), on a skill (or the headline).

    Attributes:
        status: ``"released"``, ``"held"`` (older values stand) or ``"withheld"`` (none may).
        reason: ``"R1"`` to ``"R4"``, for the administrator only, since the reason itself informs.
        n: Learners in the denominator of the values; `largest`: those of the largest company;
            `contributors`: companies. For the administrator only.
        as_of: End of the week of which the values are.
        values: What may be shown; empty if withheld.
    """

    period: str
    company: str
    skill: str
    status: str
    reason: str
    n: int
    contributors: int
    largest: int
    as_of: int
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """Who stands behind a cell: columns with one place per person.

    Attributes:
        keys: A number per person, in order.
        tokens: A number per person and all that the person contributes.
        company: A number per company.
        counted: Whether the person is in the denominator.
    """

    keys: Tokens
    tokens: Tokens
    company: Numbers
    counted: Bools


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memory:
    """What a cell showed so far, as far as R4 needs to know.

    Attributes:
        cell: The cell as last released, ``None`` before.
        seen: Contributions on which any release rested, in order.
        always: People on whom every release rested, in order.
        refused: Contributions when the rules last refused the cell, ``None`` while it is shown.
    """

    cell: Cell | None = None
    seen: Tokens = field(default_factory=lambda: _NONE)
    always: Tokens = field(default_factory=lambda: _NONE)
    refused: Tokens | None = None


def settle(
    people: People,
    values: Callable[[], Values],
    *,
    period: str,
    as_of: int,
    company: str,
    skill: str,
    rules: Rules,
    last: Memory | None,
    least: int = 0,
) -> tuple[Cell, Memory]:
    """Return the cell of one week, and what to remember of it.

    Args:
        people: Everybody who contributes, of the company or of all for `POOLED`.
        values: Computes what would be shown.
        period: Code of the week.
        as_of: End of the week.
        company: Company id or `POOLED`.
        skill: Skill id, `HEADLINE`, or another name of a figure.
        rules: Settings.
        last: What was remembered the week before.
        least: What everybody knows of a listed company: how many it has at least.
    """
    sizes = np.bincount(people.company[people.counted]) if people.counted.any() else np.zeros(1)
    cell = Cell(
        period=period, company=company, skill=skill, status="released", reason="", as_of=as_of,
        n=int(sizes.sum()), contributors=int((sizes > 0).sum()), largest=int(sizes.max()),
    )  # fmt: skip
    reason = refusal(cell, rules)
    if company == POOLED and least and not reason and _close(sizes.tolist(), rules, least):
        reason = "R3"
    memory = last or Memory()
    few = memory.cell is not None and _moved(people, memory, company) < rules.min_changed
    if memory.refused is not None and not reason:
        # Coming back must not tell who joined: that is a change like any other.
        again = _outside(~_known(people.tokens, memory.refused), people.company, company)
        if again < rules.min_changed:
            return replace(cell, status="withheld", reason="R4"), memory
    if few and memory.cell is not None and not (reason and memory.refused is not None):
        old = memory.cell
        held = replace(old, period=period, status="held", reason="R4")
        return held, replace(memory, refused=None)
    if reason:
        refused = replace(memory, refused=np.sort(people.tokens))
        return replace(cell, status="withheld", reason=reason), refused
    cell = replace(cell, values=values())
    first = memory.cell is None
    fresh = people.tokens[~_known(people.tokens, memory.seen)]
    return cell, Memory(
        cell=cell,
        seen=_merged(memory.seen, np.sort(fresh)),
        always=people.keys if first else memory.always[_known(memory.always, people.keys)],
    )


def refusal(cell: Cell, rules: Rules) -> str:
    """Return by which of R1 to R3 a cell may not be shown, ``""`` if it may."""
    if cell.n < rules.min_learners:
        return "R1"
    if cell.company == POOLED:
        if cell.contributors < rules.min_companies:
            return "R2"
        if cell.largest > rules.max_share * cell.n:
            return "R3"
    return ""


def _close(sizes: Iterable[float], rules: Rules, least: int) -> bool:
    """Say whether R3 is met so closely that meeting it or not would tell how large others are.

    The largest company knows how many others R3 needs beside it. Where that is more than everybody
    knows them to have, being refused says "fewer": then they must be able to be ten more or fewer.
    The same for two that put their sizes together.
    """
    ordered = sorted((int(size) for size in sizes if size), reverse=True)
    for many in (1, 2):
        known = sum(ordered[:many]) + least * sum(size >= least for size in ordered[many:])
        needed = ordered[0] / rules.max_share
        if needed > known and sum(ordered) - known < rules.min_learners:
            return True
    return False


def still_shown(cell: Cell, rules: Rules) -> bool:
    """Say whether a stored cell meets the present rules, which may be stricter than at release."""
    return cell.status != "withheld" and not refusal(cell, rules)


def _moved(people: People, memory: Memory, company: str) -> int:
    """Count those who contribute what no release rested on, or are gone for the first time.

    That is a lower bound of the difference to every single earlier release, not to the last alone:
    three who go and come back must not hide what a fourth did meanwhile.
    """
    moved = _outside(~_known(people.tokens, memory.seen), people.company, company)
    if company != POOLED:
        moved += int((~_known(memory.always, people.keys)).sum())
    return moved


def _outside(who: Bools, company: Numbers, of: str) -> int:
    """Count people; in a consortium figure without those of the company that has most of them."""
    if of != POOLED or not who.any():
        return int(who.sum())
    return int(who.sum() - np.bincount(company[who]).max())


def _merged(one: Tokens, other: Tokens) -> Tokens:
    """Return two ordered arrays as one."""
    return np.insert(one, np.searchsorted(one, other), other)


def _known(tokens: Tokens, among: Tokens) -> Bools:
    """Say for each token whether it is in an ordered array."""
    if not len(among):
        return np.zeros(len(tokens), bool)
    order = np.argsort(tokens)  # looking up in order is faster by more than the sorting costs
    looked = tokens[order]
    places = np.minimum(np.searchsorted(among, looked), len(among) - 1)
    found = np.empty(len(tokens), bool)
    found[order] = among[places] == looked
    return found
