"""Skills of a company or a learner beside those of the consortium."""

from collections.abc import Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "Gap",
    "cells_of",
    "company_gaps",
    "decile_text",
    "gap_table",
    "learner_gaps",
    "middle",
    "percent",
    "signed",
    "span",
]

_POOLED = ""
_TOP_HALF = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One skill: the consortium's figures, and an own value beside them.

    Attributes:
        own: Percent, ``None`` where withheld or where there is nobody to compare.
        own_withheld: Whether the own value exists but may not be shown.
        quarter: In which quarter of the companies the own value lies.
        decile: In which tenth of the active learners the own value lies; 1 is the top.
        status: Of the own value, or of the consortium's.
        as_of: End of the week of that value.
    """

    skill: str
    name: str
    median: int | None
    q1: int | None
    q3: int | None
    own: int | None = None
    own_withheld: bool = False
    quarter: int | None = None
    decile: int | None = None
    status: str = ""
    as_of: int = 0

    @property
    def difference(self) -> int | None:
        """Own value less the consortium's median."""
        return None if self.own is None or self.median is None else self.own - self.median


def company_gaps(board: Board, texts: Texts, company: str = "", period: str = "") -> list[Gap]:
    """Return all skills in order, with a company's own values if one is named.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        company: Company id, or ``""`` for the consortium alone.
        period: Week, the last one if left out.
    """
    pooled = cells_of(board, _POOLED, period)
    own = cells_of(board, company, period) if company else {}
    gaps = []
    for skill in board.skills():
        everybody, mine = pooled.get(skill), own.get(skill)
        shown = mine or everybody
        gaps.append(
            Gap(
                skill=skill,
                name=texts.skill(skill),
                median=everybody["median"] if everybody else None,
                q1=everybody["q1"] if everybody else None,
                q3=everybody["q3"] if everybody else None,
                own=mine["median"] if mine else None,
                own_withheld=bool(company) and (mine is None or mine["median"] is None),
                quarter=mine["quarter"] if mine else None,
                status=shown["status"] if shown else "",
                as_of=shown["as_of"] if shown else 0,
            )
        )
    return gaps


def learner_gaps(board: Board, own: Own, texts: Texts, period: str = "") -> list[Gap]:
    """Return all skills in order, with the learner's own mastery of today."""
    mine = own.mastery()
    pooled = cells_of(board, _POOLED, period)
    return [
        Gap(
            skill=skill,
            name=texts.skill(skill),
            median=pooled[skill]["median"] if skill in pooled else None,
            q1=pooled[skill]["q1"] if skill in pooled else None,
            q3=pooled[skill]["q3"] if skill in pooled else None,
            own=mine[skill]["percent"] if skill in mine else None,
            decile=mine[skill]["decile"] if skill in mine else None,
        )
        for skill in board.skills()
    ]


def cells_of(board: Board, company: str, period: str = "") -> dict[str, Row]:
    """Return the cells of a company, or of the consortium, by skill in one week."""
    period = period or board.meta["period"]
    return {c["skill_id"]: c for c in board.cells(company=company) if c["period"] == period}


def gap_table(gaps: Sequence[Gap], texts: Texts, own: str = "") -> Table:
    """Return skills as a table.

    Args:
        gaps: The skills.
        texts: The language.
        own: Heading of the own column; without it only the consortium is shown.
    """
    columns = [
        Column(title=texts("column.skill"), wide=True),
        Column(title=texts("column.consortium"), number=True),
        Column(title=texts("skills.middle"), number=True, minor=True),
    ]
    if own:
        columns += [
            Column(title=own, number=True),
            Column(title=texts("column.difference"), number=True),
        ]
    places = {gap.skill: _place(texts, gap) for gap in gaps}
    if any(places.values()):
        columns.append(Column(title=texts("column.place"), minor=True))
    rows = []
    for gap in gaps:
        cells: list[str | Cell] = [gap.name, percent(texts, gap.median, gap.status)]
        cells.append(middle(texts, gap.q1, gap.q3))
        if own:
            withheld = "withheld" if gap.own_withheld else gap.status
            cells += [percent(texts, gap.own, withheld), signed(texts, gap.difference)]
        if any(places.values()):
            cells.append(places[gap.skill] or texts("app.none"))
        rows.append(Line(cells=cells))
    return Table(caption=texts("page.skills"), columns=columns, rows=rows)


def percent(texts: Texts, value: int | None, status: str = "") -> str | Cell:
    """Return a share; one without a value is withheld, a held one is marked."""
    if value is None:
        kind = status if status == "" else "withheld"
        return texts("app.none") if not kind else Cell(text=texts("status.withheld"), kind=kind)
    shown = texts.percent(value)
    return Cell(text=shown, kind="held") if status == "held" else shown


def middle(texts: Texts, q1: int | None, q3: int | None) -> str:
    """Return the range of the middle half, in percent."""
    if q1 is None or q3 is None:
        return texts("app.none")
    return texts("unit.percent", value=span(texts, q1, q3))


def span(texts: Texts, low: int | None, high: int | None) -> str:
    """Return a range of a value without a unit."""
    if low is None or high is None:
        return texts("app.none")
    return texts("unit.band", low=low, high=high)


def signed(texts: Texts, value: int | None) -> str | Cell:
    """Return a difference with its sign."""
    if value is None:
        return texts("app.none")
    kind = "good" if value > 0 else "bad" if value < 0 else ""
    sign = "±" if value == 0 else "+" if value > 0 else "−"
    return Cell(text=f"{sign}{abs(value)}", kind=kind, value=value)


def decile_text(texts: Texts, decile: int | None) -> str:
    """Return the band of the top tenths, ``""`` below the middle."""
    # "Top 90%" tells a learner nothing that helps.
    return texts("me.decile", percent=10 * decile) if decile and decile <= _TOP_HALF else ""


def _place(texts: Texts, gap: Gap) -> str:
    if gap.quarter:
        return texts(f"skills.quarter_{gap.quarter}")
    return decile_text(texts, gap.decile)
