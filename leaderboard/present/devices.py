"""Use of the devices as tables and figures: by unit, by device, by company and by day."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from leaderboard.board import Row
from leaderboard.present.amounts import amount, duration, share
from leaderboard.present.table import Bar, Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "SYSTEM",
    "UNITS",
    "Sum",
    "all_quotas_table",
    "bounded",
    "chosen",
    "company_name",
    "day_table",
    "device_table",
    "month_note",
    "months",
    "quota_table",
    "sums",
    "use_cards",
]

UNITS = ("quantum_ns", "shots", "circuits")
"""Units of quotas, in the order in which they are shown."""
SYSTEM = ""
"""Company id of the system account."""
_SCARCE = 90
"""Percent of a bound from which on what is left is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Use added up.

    Attributes:
        wait_s: Median over jobs of the median wait of their day; ``None`` if none has started.
    """

    jobs: int
    failed: int
    circuits: int
    shots: int
    quantum_ns: int
    wait_s: int | None


def months(
    uses: Sequence[Row], quotas: Sequence[Row], present: str, texts: Texts
) -> dict[str, str]:
    """Return months to choose from, the present one first, by their code ``YYYY-MM``."""
    known = {present} | {row["month"] for row in quotas} | {row["day"][:7] for row in uses}
    return {
        month: texts("devices.month_now", month=month) if month == present else month
        for month in sorted(known, reverse=True)
    }


def chosen(
    uses: Iterable[Row], month: str, device: str = "", company: str | None = None
) -> list[Row]:
    """Return the rows of a month; of one device and one company if these are given."""
    return [
        row
        for row in uses
        if row["day"].startswith(month)
        and device in ("", row["device"])
        and (company is None or row["company_id"] == company)
    ]


def sums(uses: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Sum]:
    """Add up rows that have the same key, in order of their first row."""
    groups: dict[str, list[Row]] = {}
    for row in uses:
        groups.setdefault(key(row), []).append(row)
    return {name: _sum(rows) for name, rows in groups.items()}


def use_cards(uses: Sequence[Row], texts: Texts) -> list[tuple[str, str, str]]:
    """Return the sums of some rows as cards."""
    found = _sum(uses)
    waited = texts("app.none") if found.wait_s is None else duration(texts, found.wait_s)
    return [
        (texts("devices.jobs"), f"{found.jobs:,}", ""),
        (texts("devices.circuits"), f"{found.circuits:,}", ""),
        (texts("devices.shots"), f"{found.shots:,}", ""),
        (texts("devices.quantum_ns"), amount(texts, "quantum_ns", found.quantum_ns), ""),
        (texts("devices.wait"), waited, texts("devices.wait_card")),
        (
            texts("devices.failed"),
            f"{found.failed:,}",
            texts("devices.of_jobs", share=share(texts, found.failed, found.jobs)),
        ),
    ]


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
            Column(title=texts("devices.used"), number=True),
            Column(title=texts("devices.share")),
            Column(title=texts("devices.most"), number=True),
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
        found = used.get(company, _sum(()))
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
                Column(title=texts(f"devices.{unit}"), below=texts(f"devices.of_{unit}"))
                for unit in UNITS
            ),
        ],
        rows=lines,
    )


def device_table(uses: Sequence[Row], devices: Sequence[str], texts: Texts) -> Table:
    """Return use by device, in the order of `devices`: amounts, failed jobs, wait."""
    found = sums(uses, lambda row: str(row["device"]))
    return _use_table(
        texts("devices.by_device"),
        [Column(title=texts("records.device"), wide=True)],
        [((name,), found[name]) for name in devices if name in found],
        texts,
    )


def day_table(uses: Sequence[Row], texts: Texts) -> Table:
    """Return use by day and device, the newest day first."""
    found = sums(uses, lambda row: f"{row['day']} {row['device']}")
    rows = [(tuple(key.split(" ", 1)), found[key]) for key in sorted(found, reverse=True)]
    return _use_table(
        texts("devices.daily"),
        [Column(title=texts("column.date")), Column(title=texts("records.device"), wide=True)],
        rows,
        texts,
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


def company_name(company: str, companies: Mapping[str, Row], texts: Texts) -> str:
    """Return how the payer of a job is called."""
    if company == SYSTEM:
        return texts("devices.system")
    return texts.name(companies[company]) if company in companies else company


def _use_table(
    caption: str,
    heads: Sequence[Column],
    rows: Sequence[tuple[Sequence[str], Sum]],
    texts: Texts,
) -> Table:
    return Table(
        caption=caption,
        columns=[
            *heads,
            Column(title=texts("devices.jobs"), number=True),
            Column(title=texts("devices.failed"), number=True, below=texts("devices.failed_share")),
            Column(title=texts("devices.circuits"), number=True, minor=True),
            Column(title=texts("devices.shots"), number=True),
            Column(title=texts("devices.quantum_ns"), number=True),
            Column(title=texts("devices.wait_head"), number=True, minor=True),
        ],
        rows=[Line(cells=(*names, *_amounts(found, texts))) for names, found in rows],
    )


def _amounts(found: Sum, texts: Texts) -> tuple[str | Cell, ...]:
    none = texts("app.none")
    waited: str | Cell = none
    if found.wait_s is not None:
        waited = Cell(text=duration(texts, found.wait_s), value=found.wait_s)
    failed = Cell(
        text=f"{found.failed:,}",
        note=share(texts, found.failed, found.jobs) if found.failed else "",
        kind="bad" if found.failed else "",
        value=found.failed,
    )
    return (
        f"{found.jobs:,}",
        failed,
        f"{found.circuits:,}",
        f"{found.shots:,}",
        Cell(text=amount(texts, "quantum_ns", found.quantum_ns), value=found.quantum_ns / 1e9),
        waited,
    )


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


def _sum(rows: Iterable[Row]) -> Sum:
    rows = list(rows)
    names = ("jobs", "failed", "circuits", "shots", "quantum_ns")
    return Sum(**{name: sum(row[name] for row in rows) for name in names}, wait_s=_typical(rows))


def _typical(rows: Iterable[Row]) -> int | None:
    """Return the median of the days' waits, each day as often as it has jobs."""
    waits = sorted((row["wait_s"], row["jobs"]) for row in rows if row["wait_s"] is not None)
    half, counted = sum(jobs for _, jobs in waits) / 2, 0
    for wait, jobs in waits:
        counted += jobs
        if counted >= half:
            return int(wait)
    return None
