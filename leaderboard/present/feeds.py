"""Which exercises feed a skill, and which of them come next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from leaderboard.board import Board, Row
from leaderboard.own import Own
from leaderboard.present.gaps import Gap, percent, signed
from leaderboard.present.stuck import newest, rate_bar
from leaderboard.present.table import Cell, Column, Line, Spark, Table
from leaderboard.present.texts import Texts
from leaderboard.present.verdicts import verdict

__all__ = ["feed_table", "next_table", "skill_link", "skill_list"]

_NEXT = 5
"""Skills that are named as the next ones to work on."""
_ALL = 100


def skill_link(skill: str, query: str) -> str:
    """Return the address of a skill on the page of skills."""
    return f"skills?skill={skill}&{query}"


def skill_list(
    gaps: Sequence[Gap], sparks: Mapping[str, Spark], texts: Texts, own: str, query: str
) -> Table:
    """Return a company's skills, each with its line over the weeks and a link to its own page."""
    rows = []
    for gap in gaps:
        status = "withheld" if gap.own_withheld else gap.status
        note = texts(f"skills.quarter_{gap.quarter}") if gap.quarter else ""
        own_cell = percent(texts, gap.own, status)
        rows.append(
            Line(
                cells=(
                    Cell(text=gap.name, link=skill_link(gap.skill, query), note=note),
                    own_cell,
                    signed(texts, gap.difference),
                    sparks[gap.skill],
                )
            )
        )
    return Table(
        caption=texts("company.skills"),
        columns=[
            Column(title=texts("column.skill"), wide=True, below=texts("column.quarter")),
            Column(title=own, number=True),
            Column(title=texts("column.difference"), number=True),
            Column(title=texts("column.trend"), minor=True),
        ],
        rows=rows,
    )


def next_table(board: Board, gaps: Sequence[Gap], texts: Texts, query: str) -> Table:
    """Return the skills furthest behind the consortium, each with its exercises."""
    feeds = _feeds(board)
    compared = [gap for gap in gaps if gap.difference is not None and gap.own != _ALL]
    compared.sort(key=lambda gap: (gap.difference, gap.own))
    # Who is ahead everywhere still gains most where the lead is least.
    behind = [gap for gap in compared if gap.difference is not None and gap.difference <= 0]
    rows: list[Line] = []
    for gap in (behind or compared)[:_NEXT]:
        for n, row in enumerate(feeds[gap.skill]):
            link = Cell(
                text=texts.name(row, "title"), link=f"exercise?ex={row['exercise_id']}&{query}"
            )
            name = Cell(text=gap.name, link=skill_link(gap.skill, query))
            cells = (name, signed(texts, gap.difference)) if n == 0 else ("", "")
            rows.append(Line(cells=(*cells, link)))
    return Table(
        caption=texts("company.gaps"),
        columns=[
            Column(title=texts("column.skill"), wide=True),
            Column(title=texts("column.difference"), number=True),
            Column(title=texts("column.exercises_next"), wide=True),
        ],
        rows=rows,
    )


def feed_table(board: Board, texts: Texts, skill: str, query: str, own: Own | None = None) -> Table:
    """Return the exercises of one skill, with the points that each weighs.

    Args:
        board: The board of the viewer's scope.
        texts: The language.
        skill: Skill id.
        query: Further parameters of links.
        own: The learner's own results, for a column of their own.
    """
    feeds, stuck, required = _feeds(board)[skill], newest(board), board.required()
    bests = own.bests() if own else {}
    whole = sum(row["max_points"] for row in feeds)
    columns = [
        Column(title=texts("column.exercise"), wide=True),
        Column(title=texts("column.level"), minor=True),
        Column(title=texts("column.points"), number=True),
        Column(title=texts("skills.weight"), number=True, minor=True),
        Column(title=texts("stuck.accepted"), minor=own is not None),
    ]
    if own:
        columns.append(Column(title=texts("column.you")))
    rows = []
    for row in feeds:
        code = row["exercise_id"]
        cells: list[object] = [
            Cell(
                text=texts.name(row, "title"),
                link=f"exercise?ex={code}&{query}",
                note=texts("skills.required") if code in required else "",
            ),
            row["level"],
            texts.points(row["max_points"]),
            texts.percent(round(100 * row["max_points"] / whole)),
            rate_bar(texts, stuck.get(code)),
        ]
        if own:
            cells.append(verdict(texts, bests.get(code)))
        rows.append(Line(cells=cells))  # type: ignore[arg-type]
    return Table(caption=texts("skills.feeds"), columns=columns, rows=rows)


def _feeds(board: Board) -> defaultdict[str, list[Row]]:
    feeds: defaultdict[str, list[Row]] = defaultdict(list)
    for pair in board.exercise_skills():
        feeds[pair["skill_id"]].append(pair)
    return feeds
