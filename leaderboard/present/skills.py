"""Skills: the consortium, a company or a learner beside it, and the administrator's heatmap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from leaderboard.board import Board, Own, Row
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "Gap",
    "audit_table",
    "company_gaps",
    "gap_table",
    "heatmap",
    "learner_gaps",
    "next_table",
]

_POOLED = ""
_NEXT = 5
"""Skills that are named as the next ones to work on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One skill: the consortium's figures, and an own value beside them.

    Attributes:
        own: Percent, ``None`` where withheld or where there is nobody to compare.
        own_withheld: Whether the own value exists but may not be shown.
        quarter: In which quarter of the companies the own value lies.
        as_of: End of the week of the own value, or of the consortium's.
    """

    skill: str
    name: str
    median: int | None
    q1: int | None
    q3: int | None
    own: int | None = None
    own_withheld: bool = False
    quarter: int | None = None
    as_of: int = 0

    @property
    def difference(self) -> int | None:
        """Own value less the consortium's median."""
        return None if self.own is None or self.median is None else self.own - self.median


def company_gaps(board: Board, texts: Texts, company: str = "") -> list[Gap]:
    """Return all skills in order, with a company's own values if one is named."""
    pooled = _latest(board, _POOLED)
    own = _latest(board, company) if company else {}
    gaps = []
    for skill in board.skills():
        everybody, mine = pooled.get(skill), own.get(skill)
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
                as_of=(mine or everybody or {"as_of": 0})["as_of"],
            )
        )
    return gaps


def learner_gaps(board: Board, own: Own, texts: Texts) -> list[Gap]:
    """Return all skills in order, with the learner's own mastery."""
    mine = own.mastery()
    pooled = _latest(board, _POOLED)
    return [
        Gap(
            skill=skill,
            name=texts.skill(skill),
            median=pooled[skill]["median"] if skill in pooled else None,
            q1=pooled[skill]["q1"] if skill in pooled else None,
            q3=pooled[skill]["q3"] if skill in pooled else None,
            own=mine[skill]["percent"] if skill in mine else None,
            quarter=mine[skill]["decile"] if skill in mine else None,
        )
        for skill in board.skills()
    ]


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
    ]
    if own:
        columns += [
            Column(title=own, number=True),
            Column(title=texts("column.difference"), number=True),
        ]
    quarters = any(gap.quarter and gap.as_of for gap in gaps)
    if quarters:
        columns.append(Column(title=texts("column.quarter"), minor=True))
    rows = []
    for gap in gaps:
        cells: list[str | Cell] = [
            gap.name,
            _percent(texts, gap.median, withheld=gap.median is None),
        ]
        if own:
            cells += [
                _percent(texts, gap.own, withheld=gap.own_withheld),
                _signed(texts, gap.difference),
            ]
        if quarters:
            cells.append(
                texts(f"skills.quarter_{gap.quarter}") if gap.quarter else texts("app.none")
            )
        rows.append(Line(cells=cells))
    return Table(caption=texts("page.skills"), columns=columns, rows=rows)


def next_table(board: Board, gaps: Sequence[Gap], texts: Texts, query: str) -> Table:
    """Return the skills furthest behind the consortium, each with its exercises."""
    feeds: defaultdict[str, list[Row]] = defaultdict(list)
    for pair in board.exercise_skills():
        feeds[pair["skill_id"]].append(pair)
    compared = [gap for gap in gaps if gap.difference is not None]
    compared.sort(key=lambda gap: (gap.difference, gap.own))
    rows: list[Line] = []
    for gap in compared[:_NEXT]:
        for n, row in enumerate(feeds[gap.skill]):
            link = Cell(
                text=texts.name(row, "title"), link=f"exercise?ex={row['exercise_id']}&{query}"
            )
            cells = (gap.name, _signed(texts, gap.difference)) if n == 0 else ("", "")
            rows.append(Line(cells=(*cells, link)))
    return Table(
        caption=texts("company.gaps"),
        columns=[
            Column(title=texts("column.skill"), wide=True),
            Column(title=texts("column.difference"), number=True),
            Column(title=texts("column.exercises_next")),
        ],
        rows=rows,
    )


def heatmap(board: Board, texts: Texts) -> Table:
    """Return the last week's cells, a row per company and a column per skill."""
    period = board.meta["period"]
    cells = {(c["company_id"], c["skill_id"]): c for c in board.cells() if c["period"] == period}
    skills = board.skills()
    lines = [(_POOLED, Cell(text=texts("column.consortium")), "own")]
    lines += [(key, Cell(text=texts.name(row)), "") for key, row in board.companies().items()]
    return Table(
        caption=texts("skills.heatmap"),
        columns=[
            Column(title=texts("column.company")),
            *(Column(title=texts.skill(skill), number=True) for skill in skills),
        ],
        rows=[
            Line(
                cells=(name, *(_heat(texts, cells.get((company, skill))) for skill in skills)),
                kind=kind,
            )
            for company, name, kind in lines
        ],
    )


def audit_table(board: Board, texts: Texts) -> Table:
    """Return the exact counts behind the last week's cells."""
    period = board.meta["period"]
    companies = board.companies()
    rows = []
    for row in board.audit():
        if row["period"] != period:
            continue
        company = companies.get(row["company_id"])
        rows.append(
            Line(
                cells=(
                    texts.name(company) if company else texts("column.consortium"),
                    texts.skill(row["skill_id"]) if row["skill_id"] else texts("column.merit"),
                    str(row["n"]),
                    str(row["contributors"]),
                    str(row["largest"]),
                    Cell(
                        text=texts(
                            "status.held_short"
                            if row["status"] == "held"
                            else f"status.{row['status']}"
                        ),
                        kind=row["status"],
                    ),
                    row["reason"] or texts("app.none"),
                )
            )
        )
    titles = ("company", "skill", "n", "contributors", "largest", "status", "rule")
    return Table(
        caption=texts("skills.audit"),
        columns=[
            Column(title=texts(f"column.{title}"), number=title in ("n", "contributors", "largest"))
            for title in titles
        ],
        rows=rows,
    )


def _latest(board: Board, company: str) -> dict[str, Row]:
    period = board.meta["period"]
    return {c["skill_id"]: c for c in board.cells(company=company) if c["period"] == period}


def _heat(texts: Texts, cell: Row | None) -> Cell:
    if cell is None or cell["median"] is None:
        return Cell(text=texts("status.withheld"), kind="withheld")
    return Cell(text=str(cell["median"]), kind=cell["status"], heat=cell["median"])


def _percent(texts: Texts, value: int | None, *, withheld: bool) -> str | Cell:
    if withheld:
        return Cell(text=texts("status.withheld"), kind="withheld")
    return texts.percent(value)


def _signed(texts: Texts, value: int | None) -> str | Cell:
    if value is None:
        return texts("app.none")
    kind = "good" if value > 0 else "bad" if value < 0 else ""
    sign = "±" if value == 0 else "+" if value > 0 else "−"
    return Cell(text=f"{sign}{abs(value)}", kind=kind)
