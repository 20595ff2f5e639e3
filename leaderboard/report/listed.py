"""The passages of a report that are tables, short enough for paper."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaderboard.board import Row
from leaderboard.present.gaps import Gap, percent, signed
from leaderboard.present.news import news_table
from leaderboard.present.records import challenge_table, challenges
from leaderboard.present.standings import moved, standings_table
from leaderboard.present.stuck import stuck_table
from leaderboard.present.table import Column, Line, Table
from leaderboard.present.texts import Texts
from leaderboard.report.sections import Section, narrowed, unlinked
from leaderboard.report.week import WeekBoard

__all__ = [
    "Place",
    "news_section",
    "next_section",
    "place",
    "record_section",
    "standing_section",
    "stuck_section",
]

_SKILLS, _EXERCISES = 3, 2
"""Skills that are named as the next ones to work on, and exercises of each."""
_STUCK, _RECORDS = 4, 5


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


def standing_section(board: WeekBoard, texts: Texts, company: str) -> Section | None:
    """Return how the companies stand; ``None`` where the consortium shows no standings."""
    # Without industries; the date is the week's.
    table = unlinked(standings_table(board, texts, company))
    table = narrowed(table, len(table.columns) - 1)
    if table.rows:
        return Section(name="standings", title=texts("overview.standings"),
                       note=texts("overview.moved_note") if moved(table) else "",
                       parts=(table,))  # fmt: skip
    if board.meta["company_standings"] == "0":
        return None
    return Section(name="standings", title=texts("overview.standings"),
                   parts=(texts("report.standings_none"),))  # fmt: skip


def next_section(
    board: WeekBoard, texts: Texts, company: str, name: str, gaps: Sequence[Gap]
) -> Section | None:
    """Return the skills to work on first and their exercises; ``None`` where nothing is known."""

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
    own = (
        Column(title=name, number=True),
        Column(title=texts("column.difference"), number=True, minor=True),
    )
    table = Table(
        caption=texts("report.next"),
        columns=[
            Column(title=texts("column.skill")),
            *(own if company else ()),
            Column(title=texts("column.consortium"), number=True, minor=bool(company)),
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


def stuck_section(board: WeekBoard, texts: Texts) -> Section | None:
    """Return the exercises that the fewest got through; ``None`` where none is known."""
    table = stuck_table(board, texts, "")
    if not table.rows:
        return None
    short = unlinked(replace(table, rows=table.rows[:_STUCK]))
    return Section(name="stuck", title=texts("stuck.title"), note=texts("stuck.note"),
                   parts=(short,))  # fmt: skip


def news_section(board: WeekBoard, texts: Texts) -> Section:
    """Return what happened from the begin of the week on."""
    # The sentence says of which kind it is.
    table = narrowed(unlinked(news_table(board, texts, "")), 1)
    first, _ = board.span
    span = texts("report.span", first=texts.date(first), last=texts.date(board.until))
    parts = (table,) if table.rows else (texts("report.news_none"),)
    return Section(name="news", title=texts("report.news"), note=span, parts=parts)


def record_section(board: WeekBoard, texts: Texts) -> Section | None:
    """Return the records that stand, the newest first; ``None`` where there is none."""
    found = challenges(board)
    held = [one for one in found if one.records]
    if not held:
        return None
    held.sort(key=lambda one: -one.records[-1]["attained_at"])
    table = narrowed(challenge_table(held[:_RECORDS], texts, board.companies(), ""))
    note = texts("report.records_note", n=len(found), held=len(held))
    return Section(name="records", title=texts("records.standing"), note=note,
                   parts=(unlinked(table),))  # fmt: skip
