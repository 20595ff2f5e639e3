"""Charts from rows, each with an alternative text made from the same rows.

Colours are those of Okabe and Ito; every series has a shape of its own beside its colour.
"""

from leaderboard.charts.activity import activity_chart
from leaderboard.charts.boxes import box_chart
from leaderboard.charts.figure import Figure
from leaderboard.charts.funnel import funnel_chart
from leaderboard.charts.gaps import gap_chart
from leaderboard.charts.history import history_chart
from leaderboard.charts.mastery import mastery_chart
from leaderboard.charts.merit import merit_chart
from leaderboard.charts.records import record_chart, volume_chart
from leaderboard.charts.spread import spread_chart
from leaderboard.charts.trend import trend_chart
from leaderboard.charts.usage import usage_chart, wait_chart

__all__ = [
    "Figure",
    "activity_chart",
    "box_chart",
    "funnel_chart",
    "gap_chart",
    "history_chart",
    "mastery_chart",
    "merit_chart",
    "record_chart",
    "spread_chart",
    "trend_chart",
    "usage_chart",
    "volume_chart",
    "wait_chart",
]
