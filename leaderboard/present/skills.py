"""The administrator's skills: every company beside every other, and the counts behind it."""

from leaderboard.board import Board, Row
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["audit_table", "heatmap"]

_POOLED = ""


def heatmap(board: Board, texts: Texts, period: str = "", query: str = "") -> Table:
    """Return the cells of a week, a row per company and a column per skill.

    Args:
        board: The administrator's board.
        texts: The language.
        period: Week, the last one if left out.
        query: Further parameters of the links to companies; no links if left out.
    """
    period = period or board.meta["period"]
    cells = {(c["company_id"], c["skill_id"]): c for c in board.cells() if c["period"] == period}
    skills = board.skills()
    lines = [(_POOLED, Cell(text=texts("column.consortium")), "own")]
    for company, row in board.companies().items():
        link = f"company?company={company}&{query}" if query else ""
        lines.append((company, Cell(text=texts.name(row), link=link), ""))
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


def audit_table(board: Board, texts: Texts, period: str = "") -> Table:
    """Return the exact counts behind the cells of a week, the last one if left out."""
    period = period or board.meta["period"]
    companies = board.companies()
    rows = []
    for row in board.audit():
        if row["period"] != period:
            continue
        company = row["company_id"]
        rows.append(
            Line(
                cells=(
                    texts("column.consortium")
                    if company == _POOLED
                    else texts.name(companies[company])
                    if company in companies
                    else company,  # it left since
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


def _heat(texts: Texts, cell: Row | None) -> Cell:
    if cell is None or cell["median"] is None:
        return Cell(text=texts("status.withheld"), kind="withheld")
    return Cell(text=str(cell["median"]), kind=cell["status"], heat=cell["median"])
