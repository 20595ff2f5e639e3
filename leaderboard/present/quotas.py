"""Quotas of the devices as tables: what of a month's bounds is used, what is left, until when."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from leaderboard.board import Row
from leaderboard.present.amounts import amount, share
from leaderboard.present.devices import Sum, company_name, sums
from leaderboard.present.table import Bar, Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["UNITS", "all_quotas_table", "bounded", "month_note", "months", "quota_table"]

UNITS = ("quantum_ns", "shots", "circuits")
"""Units of quotas, in the order in which they are shown."""
_SCARCE = 90
"""Percent of a bound from which on what is left is marked."""


def months(
    uses: Sequence[Row], quotas: Sequence[Row], present: str, texts: Texts
) -> dict[str, str]:
    """Return months to choose from, the present one first, by their code ``YYYY-MM``."""
    known = {present} | {row["month"] for row in quotas} | {row["day"][:7] for row in uses}
    return {
        month: texts("devices.month_now", month=month) if month == present else month
        for month in sorted(known, reverse=True)
    }


def bounded(quotas: Sequence[Row], month: str) -> bool:
    """Say whether any unit has a bound in a month."""
    return any(row["month"] == month and row["most"] is not None for row in quotas)


def quota_table(quotas: Sequence[Row], month: str, texts: Texts) -> Table:
    """Return what one holder used of each unit in a month, and what is left."""
    rows = {row["unit"]: row for row in quotas if row["month"] == month}
    return Table(
        caption=texts("devices.quota"),
        columns=[
            Column(title=texts("devices.unit"), wide=True),
            Column(title=texts("devices.used"), number=True, minor=True),
            Column(title=texts("devices.share")),
            Column(title=texts("devices.most"), number=True, minor=True),
            Column(title=texts("devices.left"), number=True),
        ],
        rows=[Line(cells=_quota(rows.get(unit), unit, texts)) for unit in UNITS],
    )


def all_quotas_table(
    quotas: Sequence[Row],
    uses: Sequence[Row],
    month: str,
    texts: Texts,
    companies: Mapping[str, Row],
    query: str,
) -> Table:
    """Return what every company used of its quotas in a month; for administrators.

    Args:
        quotas: Of all companies.
        uses: Rows of the month.
        month: ``YYYY-MM``.
        texts: The language.
        companies: Those that the scope may name.
        query: Further parameters of each link, e.g. ``"lang=ja"``.
    """
    held = {(row["company_id"], row["unit"]): row for row in quotas if row["month"] == month}
    used = sums(uses, lambda row: str(row["company_id"]))
    order = [*companies, *sorted({name for name, _ in held} | set(used))]
    lines = []
    for company in dict.fromkeys(order):
        found = used.get(company, Sum())
        name = Cell(
            text=company_name(company, companies, texts),
            link=f"devices?company={company or 'system'}&month={month}&{query}",
        )
        bars = [_bar(held.get((company, unit)), unit, texts) for unit in UNITS]
        lines.append(Line(cells=(name, f"{found.jobs:,}", f"{found.failed:,}", *bars)))
    return Table(
        caption=texts("devices.by_company"),
        columns=[
            Column(title=texts("column.company"), wide=True),
            Column(title=texts("devices.jobs"), number=True),
            Column(title=texts("devices.failed"), number=True, minor=True),
            *(
                Column(
                    title=texts(f"devices.{unit}"),
                    below=texts(f"devices.of_{unit}"),
                    minor=unit != UNITS[0],
                )
                for unit in UNITS
            ),
        ],
        rows=lines,
    )


def month_note(month: str, present: str, now: int, texts: Texts) -> str:
    """Return when a month ends, or that it has ended.

    Args:
        month: ``YYYY-MM``.
        present: The present month.
        now: Seconds since 1970 UTC at which the board was published.
        texts: The language, with the time zone in which months end.
    """
    if month != present:
        return texts("devices.month_over", month=month)
    year, number = int(month[:4]), int(month[5:])
    days = monthrange(year, number)[1]
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    end = datetime(*following, 1, tzinfo=ZoneInfo(texts.zone)).timestamp()
    today = int(texts.date(now)[8:])
    return texts("devices.month_ends", moment=texts.moment(int(end)), days=days - today + 1)


def _quota(row: Row | None, unit: str, texts: Texts) -> tuple[str | Bar | Cell, ...]:
    name, none = texts(f"devices.{unit}"), texts("app.none")
    used = int(row["used"]) if row else 0
    most = row["most"] if row else None
    shown = Cell(text=amount(texts, unit, used), value=_number(unit, used))
    if most is None:
        unbound = Cell(text=texts("devices.no_bound"), kind="muted")
        return (name, shown, unbound, none, none)
    left = max(most - used, 0)
    rest = Cell(
        text=amount(texts, unit, left),
        kind="bad" if used * 100 >= most * _SCARCE else "",
        value=_number(unit, left),
    )
    bound = Cell(text=amount(texts, unit, most), value=_number(unit, most))
    return (name, shown, Bar(_percent(used, most), share(texts, used, most)), bound, rest)


def _bar(row: Row | None, unit: str, texts: Texts) -> str | Bar | Cell:
    used = int(row["used"]) if row else 0
    if row is None or row["most"] is None:
        return Cell(
            text=amount(texts, unit, used),
            note=texts("devices.no_bound"),
            value=_number(unit, used),
        )
    most = int(row["most"])
    return Bar(_percent(used, most), share(texts, used, most))


def _percent(used: int, most: int) -> float:
    return min(100 * used / most, 100) if most else 100.0


def _number(unit: str, value: int) -> float:
    return value / 1e9 if unit == "quantum_ns" else value
