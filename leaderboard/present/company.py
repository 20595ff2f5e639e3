"""One company's report."""

from dataclasses import dataclass

from leaderboard.bands import rate_middle
from leaderboard.board import Board, Row
from leaderboard.present.standings import Point, merit_points, week_label
from leaderboard.present.table import Bar, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["Step", "company_cards", "funnel", "funnel_table", "headline", "report_points"]

_STEPS = ("started", "accepted", "active", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A share of the enrolled learners: a number for the axis, a text for the eye."""

    name: str
    value: float
    text: str


def headline(board: Board, company: str) -> Row | None:
    """Return a company's headline figures of the last released week, ``None`` before the first."""
    period = board.meta["period"]
    rows = [row for row in board.cells(company=company, skill="") if row["period"] == period]
    return rows[0] if rows else None


def company_cards(
    board: Board, texts: Texts, company: str, cell: Row
) -> list[tuple[str, str, str]]:
    """Return a company's headline figures: label, value, note each."""
    pooled = headline(board, "")
    cards = []
    standing = _place(board, company)
    if standing:
        rank, many = standing
        cards.append((texts("company.standing"), str(rank), texts("company.standing_note", n=many)))
    for key, value in (
        ("merit", str(cell["median"])),
        ("completion", texts.rate(cell["completion"])),
        ("coverage", texts.rate(cell["coverage"])),
        ("learners", texts.band(cell["n_band"])),
    ):
        cards.append((texts(f"company.{key}"), value, _beside(texts, pooled, key)))
    return cards


def _beside(texts: Texts, pooled: Row | None, key: str) -> str:
    if pooled is None or pooled["status"] == "withheld":
        return ""
    value = {
        "merit": str(pooled["median"]),
        "completion": texts.rate(pooled["completion"]),
        "coverage": texts.rate(pooled["coverage"]),
        "learners": texts.band(pooled["n_band"]),
    }[key]
    return texts("company.merit_note", value=value)


def report_points(board: Board, texts: Texts, company: str, name: str) -> list[Point]:
    """Return median merit by week, of the consortium and of one company."""
    return merit_points(board, texts, ()) + [
        Point(
            period=row["period"],
            week=week_label(row["period"]),
            company=company,
            name=name,
            median=row["median"],
        )
        for row in board.cells(company=company, skill="")
    ]


def _place(board: Board, company: str) -> tuple[int, int] | None:
    period = board.meta["period"]
    ranked = [r for r in board.standings() if r["period"] == period and r["rank"] is not None]
    own = [row["rank"] for row in ranked if row["company_id"] == company]
    return (own[0], len(ranked)) if own else None


def funnel(cell: Row, texts: Texts) -> list[Step]:
    """Return how far the enrolled learners have come."""
    return [
        Step(
            name=texts(f"company.{step}"),
            value=rate_middle(cell[step]),
            text=texts.rate(cell[step]),
        )
        for step in _STEPS
        if cell[step] is not None
    ]


def funnel_table(steps: list[Step], texts: Texts) -> Table:
    """Return the funnel as a table."""
    return Table(
        caption=texts("company.funnel"),
        columns=[
            Column(title=texts("column.step"), wide=True),
            Column(title=texts("column.share")),
        ],
        rows=[Line(cells=(step.name, Bar(step.value, step.text))) for step in steps],
    )
