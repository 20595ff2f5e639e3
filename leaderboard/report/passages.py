"""The passages of a report: charts and tables, each with its figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderboard import charts
from leaderboard.board import Row
from leaderboard.charts import Figure
from leaderboard.present.company import funnel, funnel_table
from leaderboard.present.gaps import Gap, gap_table, percent, signed
from leaderboard.present.news import news_table
from leaderboard.present.records import challenge_table, challenges
from leaderboard.present.standings import activity_table, standings_table
from leaderboard.present.stuck import stuck_table
from leaderboard.present.table import Cell, Column, Line, Table, plain
from leaderboard.present.texts import Texts
from leaderboard.present.trend import lines, trend, trend_table
from leaderboard.report.week import WeekBoard

__all__ = ["Place", "Plot", "Section", "place", "sections"]

_POOLED = ""
_SKILLS, _EXERCISES = 3, 3
"""Skills that are named as the next ones to work on, and exercises of each."""
_STUCK, _RECORDS = 4, 5
_ROW = 20
"""Pixels of a skill in the chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A chart with the table of its figures; `height` in pixels where it is not the chart's own."""

    name: str
    figure: Figure
    table: Table
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A passage under a heading. `half` stands beside its neighbour."""

    name: str
    title: str
    note: str = ""
    parts: tuple[Plot | Table | str, ...] = ()
    half: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A rank among so many companies with figures; `shared` companies have it."""

    rank: int
    of: int
    shared: int


def place(board: WeekBoard, company: str) -> Place | None:
    """Return a company's place in the week's standings, ``None`` if it has none."""
    ranks = {
        row["company_id"]: row["rank"]
        for row in board.standings()
        if row["period"] == board.period and row["rank"] is not None
    }
    if company not in ranks:
        return None
    rank = ranks[company]
    return Place(rank, len(ranks), list(ranks.values()).count(rank))


def sections(
    board: WeekBoard, texts: Texts, company: str, name: str, gaps: Sequence[Gap]
) -> tuple[Section, ...]:
    """Return all passages that have something to say.

    Args:
        board: The board of the week.
        texts: The language.
        company: Company whose figures stand beside the consortium's, ``""`` for none.
        name: Its name.
        gaps: The skills.
    """
    found = (
        _trend(board, texts, company, name),
        _funnel(board, texts, company),
        _standings(board, texts, company),
        _next(board, texts, company, name, gaps),
        _skills(texts, company, name, gaps),
        _stuck(board, texts),
        _activity(board, texts),
        _news(board, texts),
        _records(board, texts),
    )
    return tuple(section for section in found if section is not None)


def _trend(board: WeekBoard, texts: Texts, company: str, name: str) -> Section:
    named = lines(board, texts, company)
    title, note = texts("company.trend"), texts("report.trend_note")
    if company:
        note = texts("company.trend_note", company=name)
    points = trend(board, named, "")
    figure = charts.trend_chart(points, texts, texts("column.merit"), company)
    plot = Plot(name="trend", figure=figure, table=trend_table(points, texts, title), height=130)
    return Section(name="trend", title=title, note=note, parts=(plot,), half=True)


def _funnel(board: WeekBoard, texts: Texts, company: str) -> Section | None:
    cell = board.headline(company)
    if cell is None:
        return None
    # The first step is all of them: on paper the room is better used by the others.
    steps = [step for step in funnel(cell, texts) if step.text != texts.percent(100)]
    note = texts("company.funnel_note", band=texts.band(cell["enrolled_band"]))
    plot = Plot(name="funnel", figure=charts.funnel_chart(steps, texts),
                table=funnel_table(steps, texts), height=130)  # fmt: skip
    return Section(name="funnel", title=texts("company.funnel"), note=note, parts=(plot,),
                   half=True)  # fmt: skip


def _standings(board: WeekBoard, texts: Texts, company: str) -> Section | None:
    # Without industries; the date is the week's.
    table = _plain(standings_table(board, texts, company))
    table = _narrowed(table, len(table.columns) - 1)
    if table.rows:
        return Section(name="standings", title=texts("overview.standings"),
                       note=texts("overview.moved_note"), parts=(table,))  # fmt: skip
    if board.meta["company_standings"] == "0":
        return None
    return Section(name="standings", title=texts("overview.standings"),
                   parts=(texts("report.standings_none"),))  # fmt: skip


def _skills(texts: Texts, company: str, name: str, gaps: Sequence[Gap]) -> Section | None:
    if not any(gap.median is not None for gap in gaps):
        return None
    own = name if company else ""
    note = texts("skills.own_note", company=name) if company else texts("skills.pooled_note")
    plot = Plot(name="skills", figure=charts.gap_chart(gaps, texts, own),
                table=gap_table(gaps, texts, own), height=_ROW * len(gaps) + 8)  # fmt: skip
    return Section(name="skills", title=texts("page.skills"), note=note, parts=(plot,))


def _next(
    board: WeekBoard, texts: Texts, company: str, name: str, gaps: Sequence[Gap]
) -> Section | None:
    def distance(gap: Gap) -> tuple[int, int]:
        return (gap.difference or 0, gap.own or 0) if company else (gap.median or 0, 0)

    known = [gap for gap in gaps if (gap.difference if company else gap.median) is not None]
    rows = []
    for gap in sorted(known, key=distance)[:_SKILLS]:
        beside = (percent(texts, gap.own), signed(texts, gap.difference)) if company else ()
        rows.append(
            Line(cells=(gap.name, *beside, percent(texts, gap.median), _feeds(board, texts, gap)))
        )
    if not rows:
        return None
    own = (Column(title=name, number=True), Column(title=texts("column.difference"), number=True))
    table = Table(
        caption=texts("report.next"),
        columns=[
            Column(title=texts("column.skill")),
            *(own if company else ()),
            Column(title=texts("column.consortium"), number=True),
            Column(title=texts("column.exercises_next"), wide=True),
        ],
        rows=rows,
    )
    note = texts("report.next_company" if company else "report.next_pooled")
    return Section(name="next", title=texts("report.next"), note=note, parts=(table,))


def _feeds(board: WeekBoard, texts: Texts, gap: Gap) -> str:
    feeds: defaultdict[str, list[Row]] = defaultdict(list)
    for pair in board.exercise_skills():
        feeds[pair["skill_id"]].append(pair)
    # Required ones first: they count for merit too.
    required = board.required()
    found = sorted(feeds[gap.skill], key=lambda row: row["exercise_id"] not in required)
    named = [texts.name(row, "title") for row in found[:_EXERCISES]]
    more = len(found) - _EXERCISES
    return " · ".join([*named, texts("report.more", n=more)] if more > 0 else named)


def _stuck(board: WeekBoard, texts: Texts) -> Section | None:
    table = stuck_table(board, texts, "")
    if not table.rows:
        return None
    short = _plain(replace(table, rows=table.rows[:_STUCK]))
    return Section(name="stuck", title=texts("stuck.title"), note=texts("stuck.note"),
                   parts=(short,))  # fmt: skip


def _activity(board: WeekBoard, texts: Texts) -> Section:
    figure = charts.activity_chart(board.activity(), texts)
    plot = Plot(name="activity", figure=figure, table=activity_table(board, texts), height=110)
    return Section(name="activity", title=texts("overview.activity"),
                   note=texts("overview.activity_note"), parts=(plot,), half=True)  # fmt: skip


def _news(board: WeekBoard, texts: Texts) -> Section:
    # The sentence says of which kind it is.
    table = _narrowed(_plain(news_table(board, texts, "")), 1)
    first, _ = board.span
    span = texts("report.span", first=texts.date(first), last=texts.date(board.until))
    parts = (table,) if table.rows else (texts("report.news_none"),)
    return Section(name="news", title=texts("report.news"), note=span, parts=parts, half=True)


def _records(board: WeekBoard, texts: Texts) -> Section | None:
    found = challenges(board)
    held = [one for one in found if one.records]
    if not held:
        return None
    held.sort(key=lambda one: -one.records[-1]["attained_at"])
    table = _narrowed(challenge_table(held[:_RECORDS], texts, board.companies(), ""))
    note = texts("report.records_note", n=len(found), held=len(held))
    return Section(name="records", title=texts("records.standing"), note=note,
                   parts=(_plain(table),))  # fmt: skip


def _narrowed(table: Table, *places: int) -> Table:
    """Return a table without some columns, and with a single line in the first wide one."""
    wide = next(n for n, column in enumerate(table.columns) if column.wide)
    kept = [n for n in range(len(table.columns)) if n not in places]
    return replace(
        table,
        columns=[table.columns[n] for n in kept],
        rows=[
            replace(
                row,
                cells=[plain(c) if n == wide else c for n, c in enumerate(row.cells) if n in kept],
            )
            for row in table.rows
        ],
    )


def _plain(table: Table) -> Table:
    """Return a table whose cells lead nowhere: a report has no address of its own."""
    return replace(
        table,
        rows=[
            replace(
                row,
                cells=[replace(c, link="") if isinstance(c, Cell) else c for c in row.cells],
            )
            for row in table.rows
        ],
    )
