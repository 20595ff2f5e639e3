"""A board as of the end of one week, without anybody's handle."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from leaderboard.board import Board, LeaderboardError, Row
from leaderboard.present.texts import Texts

__all__ = ["NotReleased", "WeekBoard", "WeekUnknown"]

_POOLED = ""
_NOBODY = {"handle": ""}
_KINDS = ("rejudge", "record", "exercise")
"""Kinds of news that a report tells, the most important first."""
_NEWS = 6


class NotReleased(LeaderboardError):
    """No company figures were released yet."""


class WeekUnknown(LeaderboardError):
    """What was named is no week, or none that was released."""

    exit_code = 2


class WeekBoard(Board):
    """A board file as it would read had the weeks after `period` not come yet.

    Attributes:
        period: The week, e.g. ``"2026-W46"``.
        until: Seconds since 1970 UTC at which the report ends: the newest verdict on the board for
            the latest week, the end of the week for one before.
    """

    period: str = ""
    until: int = 0
    _end: int = 0

    def of_week(self, period: str = "") -> "WeekBoard":
        """Go back to a week, the last released one if left out; returns the board itself.

        Raises:
            NotReleased: If no figures were released yet.
            WeekUnknown: If those of that week were not.
        """
        latest = self.meta["period"]
        weeks = [row["period"] for row in super().activity()]
        texts = Texts.of("en", self)
        upcoming = texts.moment(self.meta["next_release_at"])
        if not latest:
            raise NotReleased(
                f"no company figures were released yet; the first ones come on {upcoming}"
            )
        if period and period not in weeks:
            raise WeekUnknown(
                f"week {period} was not released; those from {weeks[0]} to {weeks[-1]} are. "
                f"The next one comes on {upcoming}"
            )
        self.period = period or latest
        self._end = next(r["ends_at"] for r in super().activity() if r["period"] == self.period)
        self.until = self._end
        if self.period == latest:
            self.until = max(self._end, int(self.meta["as_of"]))
        self.meta = self.meta | {"period": self.period}
        return self

    @property
    def span(self) -> tuple[int, int]:
        """First moment of the week and the one after its last, seconds since 1970 UTC."""
        end = datetime.fromtimestamp(self._end, ZoneInfo(self.meta["time_zone"]))
        return int((end - timedelta(weeks=1)).timestamp()), self._end

    def before(self, weeks: int) -> str:
        """Return the week that many weeks earlier."""
        monday = datetime.strptime(f"{self.period}-1", "%G-W%V-%u")  # noqa: DTZ007 - a calendar week
        year, week, _ = (monday - timedelta(weeks=weeks)).isocalendar()
        return f"{year}-W{week:02d}"

    def standings(self) -> list[Row]:
        """Return all companies up to the week."""
        return self._past(super().standings())

    def cells(self, *, company: str | None = None, skill: str | None = None) -> list[Row]:
        """Return cells up to the week."""
        return self._past(super().cells(company=company, skill=skill))

    def activity(self) -> list[Row]:
        """Return the consortium's weeks up to the week."""
        return self._past(super().activity())

    def stuck(self) -> list[Row]:
        """Return where learners got stuck, up to the week."""
        return self._past(super().stuck())

    def records(self) -> list[Row]:
        """Return the records that were set by the end of the report; holders have no handle."""
        rows = super().records()
        return [{**row, "handle": ""} for row in rows if row["attained_at"] <= self.until]

    def news(self) -> list[Row]:
        """Return the most important news from the week's begin to the report's end, no handles."""
        since, _ = self.span
        told = [
            {**row, "detail": row["detail"] | _NOBODY}
            for row in super().news()
            if since <= row["moment"] <= self.until and row["kind"] in _KINDS
        ]
        # Stable: within a kind the newest stay first.
        first = sorted(told, key=lambda row: _KINDS.index(row["kind"]))[:_NEWS]
        return sorted(first, key=lambda row: -row["moment"])

    def headline(self, company: str = _POOLED, weeks: int = 0) -> Row | None:
        """Return headline figures of the week, or of some weeks before, ``None`` if there are none.

        Args:
            company: Company id; the consortium if left out.
            weeks: How many weeks before.
        """
        period = self.before(weeks)
        rows = [r for r in self.cells(company=company, skill="") if r["period"] == period]
        return rows[0] if rows and rows[0]["median"] is not None else None

    def _past(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row["period"] <= self.period]
