"""The passages of a report that are charts, each with the table of its figures."""

from collections.abc import Sequence

from leaderboard import charts
from leaderboard.present.company import funnel, funnel_table
from leaderboard.present.gaps import Gap, gap_table
from leaderboard.present.standings import activity_table
from leaderboard.present.texts import Texts
from leaderboard.present.trend import lines, trend, trend_table
from leaderboard.report.sections import Plot, Section
from leaderboard.report.week import WeekBoard

__all__ = ["activity_section", "funnel_section", "skill_section", "trend_section"]

_ROW = 20
"""Pixels of a skill in the chart."""


def trend_section(board: WeekBoard, texts: Texts, company: str, name: str) -> Section:
    """Return median merit by week, of the consortium and of one company."""
    named = lines(board, texts, company)
    title, note = texts("company.trend"), texts("report.trend_note")
    if company:
        note = texts("company.trend_note", company=name)
    points = trend(board, named, "")
    figure = charts.trend_chart(points, texts, texts("column.merit"), company)
    plot = Plot(name="trend", figure=figure, table=trend_table(points, texts, title), height=112)
    return Section(name="trend", title=title, note=note, parts=(plot,))


def funnel_section(board: WeekBoard, texts: Texts, company: str) -> Section | None:
    """Return how far those who are enrolled have come; ``None`` where it is withheld."""
    cell = board.headline(company)
    if cell is None:
        return None
    # The first step is all of them: on paper the room is better used by the others.
    steps = [step for step in funnel(cell, texts) if step.text != texts.percent(100)]
    note = texts("company.funnel_note", band=texts.band(cell["enrolled_band"]))
    plot = Plot(name="funnel", figure=charts.funnel_chart(steps, texts),
                table=funnel_table(steps, texts), height=112)  # fmt: skip
    return Section(name="funnel", title=texts("company.funnel"), note=note, parts=(plot,))


def skill_section(texts: Texts, company: str, name: str, gaps: Sequence[Gap]) -> Section | None:
    """Return every skill; ``None`` where all are withheld."""
    if not any(gap.median is not None for gap in gaps):
        return None
    own = name if company else ""
    note = texts("skills.own_note", company=name) if company else texts("skills.pooled_note")
    plot = Plot(name="skills", figure=charts.gap_chart(gaps, texts, own),
                table=gap_table(gaps, texts, own), height=_ROW * len(gaps) + 8)  # fmt: skip
    return Section(name="skills", title=texts("page.skills"), note=note, parts=(plot,))


def activity_section(board: WeekBoard, texts: Texts) -> Section | None:
    """Return the weeks of the consortium; ``None`` where all are withheld."""
    if not any(week["submitted"] for week in board.activity()):
        return None
    figure = charts.activity_chart(board.activity(), texts)
    plot = Plot(name="activity", figure=figure, table=activity_table(board, texts), height=110)
    return Section(name="activity", title=texts("overview.activity"),
                   note=texts("overview.activity_note"), parts=(plot,))  # fmt: skip
