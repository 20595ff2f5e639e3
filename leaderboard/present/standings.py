"""The consortium's and the companies' headline figures: standings, weekly merit and activity."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from leaderboard.board import Board, Row
from leaderboard.present.table import Bar, Cell, Column, Line, Spark, Table
from leaderboard.present.texts import Texts

__all__ = [
    "Point",
    "activity_table",
    "merit_points",
    "merit_table",
    "moved",
    "named_weeks",
    "standings_table",
    "week_label",
]

_POOLED = ""
_LEARNERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One week of one line of a chart; ``None`` where the figure is withheld."""

    period: str
    week: str
    company: str
    name: str
    median: int | None
    q1: int | None = None
    q3: int | None = None


def week_label(period: str) -> str:
    """Return the week of a period, ``2026-W46`` as ``W46``."""
    return period.partition("-")[2]


def named_weeks(board: Board, texts: Texts, codes: Iterable[str]) -> dict[str, str]:
    """Return weeks by code with the names that a selector shows, the latest first."""
    latest = board.meta["period"]
    return {
        code: texts("overview.week_latest", week=code) if code == latest else code
        for code in sorted(codes, reverse=True)
    }  # fmt: skip


def standings_table(
    board: Board, texts: Texts, own: str = "", *, period: str = "", query: str = ""
) -> Table:
    """Return the standings of a released week.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        own: Company whose row is marked.
        period: Week, the last one if left out.
        query: Further parameters of the links to companies; no links if left out.
    """
    period = period or board.meta["period"]
    every = [row for row in board.standings() if row["period"] <= period]
    history: defaultdict[str, list[int | None]] = defaultdict(list)
    for row in every:
        history[row["company_id"]].append(row["median"])
    before = max((row["period"] for row in every if row["period"] < period), default="")
    ranks = {row["company_id"]: row["rank"] for row in every if row["period"] == before}
    rows = [
        _standing(texts, row, history, own, ranks.get(row["company_id"]), query)
        for row in every
        if row["period"] == period
    ]
    table = Table(
        caption=texts("overview.standings"),
        columns=[
            Column(title=texts("column.rank"), number=True),
            Column(title=texts("column.company"), wide=True, below=texts("column.industry")),
            Column(title=texts("column.merit")),
            Column(title=texts("column.completion"), number=True),
            Column(title=texts("column.coverage"), number=True, minor=True),
            Column(title=texts("column.learners"), number=True, minor=True),
            Column(title=texts("column.trend"), minor=True),
            Column(title=texts("column.as_of"), number=True, minor=True),
        ],
        rows=rows,
    )
    known = any(row["n_band"] is not None for row in every if row["period"] == period)
    return table if known else _without(table, _LEARNERS)


def moved(table: Table) -> bool:
    """Say whether a rank of the standings has changed since the week before."""
    return any(isinstance(row.cells[0], Cell) and row.cells[0].note for row in table.rows)


def _without(table: Table, place: int) -> Table:
    """Return a table without a column in which nobody has a figure."""
    return replace(
        table,
        columns=[column for n, column in enumerate(table.columns) if n != place],
        rows=[
            replace(row, cells=[cell for n, cell in enumerate(row.cells) if n != place])
            for row in table.rows
        ],
    )


def _standing(
    texts: Texts,
    row: Row,
    history: dict[str, list[int | None]],
    own: str,
    before: int | None,
    query: str,
) -> Line:
    # A company viewer's own report is theirs; an administrator may open any.
    linked = query and (not own or row["company_id"] == own)
    name = Cell(
        text=texts.name(row),
        note=texts.known("industry", row["industry"]),
        link=f"company?company={row['company_id']}&{query}" if linked else "",
    )
    kind = "own" if own and row["company_id"] == own else ""
    if row["status"] == "withheld":
        none = Cell(text=texts("status.withheld"), kind="withheld")
        empty = texts("app.none")
        return Line(cells=(empty, name, none, empty, empty, empty, empty, empty), kind=kind)
    values = history[row["company_id"]]
    shown = ", ".join(texts("app.none") if v is None else str(v) for v in values)
    return Line(
        cells=(
            Cell(text=str(row["rank"]), note=_moved(row["rank"], before)),
            name,
            Bar(row["median"], str(row["median"])),
            texts.rate(row["completion"]),
            texts.rate(row["coverage"]),
            texts.band(row["n_band"]),
            Spark(tuple(values), texts("alt.sparkline", n=len(values), values=shown)),
            Cell(text=texts.end_date(row["as_of"]), kind="held" if row["status"] == "held" else ""),
        ),
        kind=kind,
    )


def _moved(rank: int, before: int | None) -> str:
    """Return by how many places a company went up or down since the week before."""
    if before is None or before == rank:
        return ""
    return f"▲{before - rank}" if rank < before else f"▼{rank - before}"


def merit_points(board: Board, texts: Texts) -> list[Point]:
    """Return median merit by week: the consortium's, and the companies' that the scope holds."""
    points = [
        Point(
            period=row["period"],
            week=week_label(row["period"]),
            company=_POOLED,
            name=texts("column.consortium"),
            median=row["median"],
            q1=row["q1"],
            q3=row["q3"],
        )
        for row in board.cells(company=_POOLED, skill="")
    ]
    return points + [
        Point(
            period=row["period"],
            week=week_label(row["period"]),
            company=row["company_id"],
            name=texts.name(row),
            median=row["median"],
        )
        for row in board.standings()
    ]


def merit_table(points: Sequence[Point], texts: Texts) -> Table:
    """Return the points of a merit chart as a table: a row per week, a column per line."""
    # By id: several companies without a name have the same one.
    names = {point.company: point.name for point in points}
    weeks: defaultdict[str, dict[str, int | None]] = defaultdict(dict)
    for point in points:
        weeks[point.period][point.company] = point.median
    rows = [
        Line(cells=(period, *(_value(texts, medians, company) for company in names)))
        for period, medians in weeks.items()
    ]
    return Table(
        caption=texts("overview.trend"),
        columns=[
            Column(title=texts("column.week")),
            *(Column(title=name, number=True) for name in names.values()),
        ],
        rows=rows,
    )


def _value(texts: Texts, medians: dict[str, int | None], company: str) -> str | Cell:
    if company not in medians:
        return texts("app.none")
    value = medians[company]
    if value is None:
        return Cell(text=texts("status.withheld"), kind="withheld")
    return str(value)


def activity_table(board: Board, texts: Texts) -> Table:
    """Return the weeks of the activity chart."""
    withheld = Cell(text=texts("status.withheld"), kind="withheld")
    rows = []
    for week in board.activity():
        share = week["submitted"]
        rows.append(Line(cells=(week["period"], withheld if share is None else texts.rate(share))))
    return Table(
        caption=texts("overview.activity"),
        columns=[
            Column(title=texts("column.week")),
            Column(title=texts("column.who_submitted"), number=True),
        ],
        rows=rows,
    )
