"""Words and number formats of one language."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from leaderboard.bands import N_BANDS
from leaderboard.board import Board, Row
from leaderboard.messages import catalogue

__all__ = ["Texts"]

_DAY = 86_400
_FIXED = 4
"""Decimals up to which costs of one formula are shown with equally many."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is written on a page, in one language and time zone."""

    language: str
    zone: str = "Asia/Tokyo"

    @classmethod
    def of(cls, language: str, board: Board) -> "Texts":
        """Return the texts for a board, in its time zone."""
        return cls(language, board.meta["time_zone"])

    def __call__(self, key: str, **values: object) -> str:
        """Return a message with its placeholders filled.

        Raises:
            KeyError: If there is no such message.
        """
        return catalogue(self.language)[key].format(**values)

    def known(self, section: str, code: str, otherwise: str | None = None) -> str:
        """Return the name of a code, or the code itself where content is newer than the texts."""
        return catalogue(self.language).get(
            f"{section}.{code}", code if otherwise is None else otherwise
        )

    def name(self, row: Row, field: str = "name") -> str:
        """Return the field of a row that is in this language; an unnamed company has none."""
        return str(row[f"{field}_{self.language}"]) or self("industry.unnamed")

    def moment(self, seconds: int | str) -> str:
        """Return date and time, e.g. ``2026-11-22 12:00 JST``."""
        return f"{self._local(seconds):%Y-%m-%d %H:%M %Z}"

    def date(self, seconds: int | str) -> str:
        """Return the date."""
        return f"{self._local(seconds):%Y-%m-%d}"

    def end_date(self, seconds: int | str) -> str:
        """Return the last day of a week that ends at a moment, Monday, 00:00."""
        return self.date(int(seconds) - 1)

    def age(self, seconds: int) -> str:
        """Return a length of time in words."""
        if seconds < 3600:
            return self("unit.minutes", n=max(seconds, 0) // 60)
        if seconds < 2 * _DAY:
            return self("unit.hours", n=seconds // 3600)
        return self("unit.days", n=seconds // _DAY)

    def points(self, thousandths: int) -> str:
        """Return points, e.g. ``18`` or ``13.5``."""
        return f"{thousandths / 1000:,.1f}".removesuffix(".0")

    def merit(self, thousandths: int) -> str:
        """Return an own merit of 0 to 100."""
        return f"{thousandths / 1000:.1f}"

    def cost(self, cost: int | None, exercise: Row) -> str:
        """Return a cost in its formula's unit."""
        if cost is None:
            return self("app.none")
        shown = f"{cost / exercise['scale']:,.{exercise['decimals']}f}"
        # A measured quantity may be a whole number as well as one of six digits.
        return shown.rstrip("0").rstrip(".") if exercise["decimals"] > _FIXED else shown

    def metric(self, name: str, value: float | None) -> str:
        """Return a measured value; counts without, shares with decimals."""
        if value is None:
            return self("app.none")
        return f"{value:.4f}" if name == "esp" or value != int(value) else f"{int(value):,}"

    def cost_name(self, exercise: Row) -> str:
        """Return what a cost is called: a quantity to be made large is no cost."""
        objective = exercise["formula_id"] == "objective-v1"
        return self("column.value" if objective else "column.cost")

    def rank(self, rank: int | None) -> str:
        """Return a place on a board, or that there is none."""
        return self("app.none") if rank is None else str(rank)

    def percent(self, value: int | None) -> str:
        """Return a share."""
        return self("app.none") if value is None else self("unit.percent", value=value)

    def rate(self, code: str | None) -> str:
        """Return a rate, which may be a bound."""
        if code is None:
            return self("app.none")
        key = {"<": "unit.under", ">": "unit.over"}.get(code[0], "unit.percent")
        return self(key, value=code.lstrip("<>"))

    def band(self, code: str | None) -> str:
        """Return a count, which may be a band; a bound that says nothing is none."""
        if code in (None, "0+"):
            return self("app.none")
        if code == N_BANDS[-1][1]:
            return self("unit.band_few")
        if code.endswith("+"):
            return self("unit.band_open", low=code[:-1])
        low, dash, high = code.partition("-")
        return self("unit.band", low=low, high=high) if dash else f"{int(low):,}"

    def skill(self, skill: str) -> str:
        """Return the name of a skill."""
        return self.known("skill", skill)

    def status(self, row: Row) -> str:
        """Return whether a figure is released, held or withheld."""
        return self(f"status.{row['status']}", date=self.end_date(row["as_of"]))

    def _local(self, seconds: int | str) -> datetime:
        return datetime.fromtimestamp(int(seconds), ZoneInfo(self.zone))
