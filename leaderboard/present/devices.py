"""Use of the devices as tables and figures: in all, by device and by day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from leaderboard.board import Row
from leaderboard.present.amounts import amount, duration, share
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = [
    "SYSTEM",
    "Sum",
    "chosen",
    "company_name",
    "day_table",
    "device_table",
    "sums",
    "use_cards",
    "wait_table",
]

SYSTEM = ""
"""Company id of the system account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Use added up.

    Attributes:
        wait_s: Median over jobs of the median wait of their day; ``None`` if none has started.
    """

    jobs: int = 0
    failed: int = 0
    circuits: int = 0
    shots: int = 0
    quantum_ns: int = 0
    wait_s: int | None = None


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


def wait_table(uses: Sequence[Row], texts: Texts) -> Table:
    """Return the median wait by day and device, the newest day first; days without are left out."""
    started = [row for row in uses if row["wait_s"] is not None]
    found = sums(started, lambda row: f"{row['day']} {row['device']}")
    return Table(
        caption=texts("devices.wait_head"),
        columns=[
            Column(title=texts("column.date")),
            Column(title=texts("records.device"), wide=True),
            Column(title=texts("devices.jobs"), number=True),
            Column(title=texts("devices.wait_head"), number=True),
        ],
        rows=[
            Line(cells=(*key.split(" ", 1), f"{found[key].jobs:,}", _waited(found[key], texts)))
            for key in sorted(found, reverse=True)
        ],
    )


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
            Column(title=texts("devices.shots"), number=True, minor=True),
            Column(title=texts("devices.quantum_ns"), number=True),
            Column(title=texts("devices.wait_head"), number=True, minor=True),
        ],
        rows=[Line(cells=(*names, *_amounts(found, texts))) for names, found in rows],
    )


def _amounts(found: Sum, texts: Texts) -> tuple[str | Cell, ...]:
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
        _waited(found, texts),
    )


def _waited(found: Sum, texts: Texts) -> str | Cell:
    if found.wait_s is None:
        return texts("app.none")
    return Cell(text=duration(texts, found.wait_s), value=found.wait_s)


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
