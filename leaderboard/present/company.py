"""One company's report."""

from dataclasses import dataclass

from leaderboard.bands import rate_middle
from leaderboard.board import Board, Row
from leaderboard.present.gaps import span
from leaderboard.present.table import Bar, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["Step", "company_cards", "funnel", "funnel_table", "headline"]

_POOLED = ""
_STEPS = ("started", "active", "accepted", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A share of the enrolled learners: a number for the axis, a text for the eye."""

    name: str
    value: float
    text: str


def headline(board: Board, company: str, period: str = "") -> Row | None:
    """Return a company's headline figures of a released week, ``None`` if there are none.

    Args:
        board: The board of the viewer's scope.
        company: Company id, ``""`` for the consortium.
        period: Week, the last one if left out.
    """
    period = period or board.meta["period"]
    rows = [row for row in board.cells(company=company, skill="") if row["period"] == period]
    return rows[0] if rows else None


def company_cards(
    board: Board, texts: Texts, company: str, cell: Row
) -> list[tuple[str, str, str]]:
    """Return a company's headline figures: label, value, note each.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        company: Company id.
        cell: Its headline of one week, not withheld.
    """
    period = cell["period"]
    pooled = headline(board, _POOLED, period)
    cards = []
    standing = _place(board, company, period)
    if standing:
        rank, many = standing
        cards.append((texts("company.standing"), str(rank), texts("company.standing_note", n=many)))
    elif cell["quarter"]:
        quarter = texts(f"skills.quarter_{cell['quarter']}")
        cards.append((texts("company.standing"), quarter, texts("company.quarter_note")))
    cards.append((texts("company.merit"), str(cell["median"]), _beside(texts, pooled, "merit")))
    half = span(texts, cell["q1"], cell["q3"])
    cards.append((texts("company.half"), half, texts("company.half_note")))
    cards += [
        (texts(f"company.{key}"), _shown(texts, cell, key), _beside(texts, pooled, key))
        for key in ("completion", "coverage", "learners")
    ]
    return cards


def _shown(texts: Texts, cell: Row, key: str) -> str:
    if key == "merit":
        return str(cell["median"])
    return texts.band(cell["n_band"]) if key == "learners" else texts.rate(cell[key])


def _beside(texts: Texts, pooled: Row | None, key: str) -> str:
    if pooled is None or pooled["status"] == "withheld":
        return ""
    return texts("company.merit_note", value=_shown(texts, pooled, key))


def _place(board: Board, company: str, period: str) -> tuple[int, int] | None:
    ranked = [r for r in board.standings() if r["period"] == period and r["rank"] is not None]
    own = [row["rank"] for row in ranked if row["company_id"] == company]
    return (own[0], len(ranked)) if own else None


def funnel(cell: Row, texts: Texts) -> list[Step]:
    """Return how far the enrolled learners have come, all of them being the first step."""
    enrolled = Step(name=texts("company.enrolled"), value=100, text=texts.percent(100))
    return [enrolled, *_shares(cell, texts)]


def _shares(cell: Row, texts: Texts) -> list[Step]:
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
