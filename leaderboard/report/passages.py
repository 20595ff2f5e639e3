"""The passages of a report in their order, some of them side by side."""

from collections.abc import Sequence

from leaderboard.present.gaps import Gap
from leaderboard.present.texts import Texts
from leaderboard.report.drawn import activity_section, funnel_section, skill_section, trend_section
from leaderboard.report.listed import (
    news_section,
    next_section,
    record_section,
    standing_section,
    stuck_section,
)
from leaderboard.report.sections import Section, Stack
from leaderboard.report.week import WeekBoard

__all__ = ["rows"]


def rows(
    board: WeekBoard, texts: Texts, company: str, name: str, gaps: Sequence[Gap], marked: str
) -> tuple[tuple[Stack, ...], ...]:
    """Return all passages that have something to say, in rows of stacks side by side.

    Args:
        board: The board of the week.
        texts: The language.
        company: Company whose figures stand beside the consortium's, ``""`` for none.
        name: Its name.
        gaps: The skills.
        marked: Company whose row of the standings is marked, also where its figures are withheld.
    """
    return (
        _side_by_side(
            50, trend_section(board, texts, company, name), funnel_section(board, texts, company)
        ),
        _side_by_side(100, standing_section(board, texts, marked)),
        _side_by_side(100, next_section(board, texts, company, name, gaps)),
        _side_by_side(
            60,
            skill_section(texts, company, name, gaps),
            activity_section(board, texts),
            news_section(board, texts),
        ),
        _side_by_side(100, stuck_section(board, texts)),
        _side_by_side(100, record_section(board, texts)),
    )


def _side_by_side(width: int, first: Section | None, *others: Section | None) -> tuple[Stack, ...]:
    """Return the first passage in its share of the page, the others stacked in the rest."""
    rest = tuple(section for section in others if section is not None)
    if first is None or not rest:
        every = rest if first is None else (first,)
        return (Stack(100, every),) if every else ()
    return (Stack(width, (first,)), Stack(100 - width, rest))
