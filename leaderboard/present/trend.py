"""A figure week by week: the consortium's and companies', with gaps and held weeks as such."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Board
from leaderboard.present.standings import named_weeks, week_label
from leaderboard.present.table import Cell, Column, Line, Spark, Table
from leaderboard.present.texts import Texts

__all__ = ["Weekly", "lines", "periods", "spark", "trend", "trend_table"]

_POOLED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """One week of one line.

    Attributes:
        company: Company id, ``""`` for the consortium.
        median: Percent, ``None`` where withheld: a gap.
        status: ``"released"``, ``"held"`` or ``"withheld"``.
        as_of: End of the week of the value, seconds since 1970 UTC; 0 if withheld.
    """

    period: str
    company: str
    name: str
    median: int | None
    q1: int | None
    q3: int | None
    status: str
    as_of: int = 0

    @property
    def week(self) -> str:
        """Short name of the week."""
        return week_label(self.period)


def periods(board: Board, texts: Texts) -> dict[str, str]:
    """Return the released weeks by code, the latest first."""
    return named_weeks(board, texts, {row["period"] for row in board.activity()})


def lines(board: Board, texts: Texts, company: str = "") -> dict[str, str]:
    """Return the names of the lines of a trend: the consortium, and a company if one is named."""
    named = {_POOLED: texts("column.consortium")}
    companies = board.companies()
    if company in companies:
        named[company] = texts.name(companies[company])
    return named


def trend(board: Board, names: Mapping[str, str], skill: str, until: str = "") -> list[Weekly]:
    """Return every released week of every line, also those of which nothing may be shown.

    Args:
        board: The board of the viewer's scope.
        names: Name of each line by company id, ``""`` for the consortium.
        skill: Skill id, ``""`` for merit.
        until: Last week, the newest if left out.
    """
    weeks = [row["period"] for row in board.activity() if not until or row["period"] <= until]
    points = []
    for company, name in names.items():
        cells = {cell["period"]: cell for cell in board.cells(company=company, skill=skill)}
        for period in weeks:
            cell = cells.get(period)
            known = cell is not None and cell["median"] is not None
            points.append(
                Weekly(
                    period=period,
                    company=company,
                    name=name,
                    median=cell["median"] if cell and known else None,
                    q1=cell["q1"] if cell and known else None,
                    q3=cell["q3"] if cell and known else None,
                    status=cell["status"] if cell and known else "withheld",
                    as_of=cell["as_of"] if cell and known else 0,
                )
            )
    return points


def trend_table(points: Sequence[Weekly], texts: Texts, caption: str) -> Table:
    """Return a row per week and a column per line; held values are marked with their date."""
    names = list(dict.fromkeys(point.name for point in points))
    found = {(point.period, point.name): point for point in points}
    return Table(
        caption=caption,
        columns=[
            Column(title=texts("column.week")),
            *(Column(title=name, number=True) for name in names),
        ],
        rows=[
            Line(cells=(period, *(_cell(texts, found[period, name]) for name in names)))
            for period in dict.fromkeys(point.period for point in points)
        ],
    )


def spark(points: Sequence[Weekly], texts: Texts) -> Spark:
    """Return one line as a small drawing with its values in words."""
    values = tuple(point.median for point in points)
    shown = ", ".join(texts("app.none") if value is None else str(value) for value in values)
    return Spark(values, texts("alt.weeks", n=len(values), values=shown))


def _cell(texts: Texts, point: Weekly) -> str | Cell:
    if point.median is None:
        return Cell(text=texts("status.withheld"), kind="withheld")
    if point.status == "held":
        note = texts("status.held", date=texts.end_date(point.as_of))
        return Cell(text=str(point.median), note=note, kind="held")
    return str(point.median)
