"""Quantum volumes of device twins by the day of their snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass

from leaderboard.board import Board
from leaderboard.present.table import Column, Line, Table
from leaderboard.present.texts import Texts

__all__ = ["Volume", "volume_table", "volumes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The newest estimate for a snapshot of a device; `volume` is a power of two."""

    device: str
    snapshot: str
    volume: int
    circuits: int
    measured_at: int


def volumes(board: Board) -> list[Volume]:
    """Return the newest estimate for each device and snapshot, by day of snapshot."""
    newest = {(row["device"], row["snapshot"]): row for row in board.volumes()}
    return [Volume(**{name: row[name] for name in Volume.__slots__}) for row in newest.values()]


def volume_table(items: Sequence[Volume], texts: Texts) -> Table:
    """Return the estimates as a table, the newest snapshot first."""
    return Table(
        caption=texts("records.volume"),
        columns=[
            Column(title=texts("records.device"), wide=True),
            Column(title=texts("records.snapshot"), number=True),
            Column(title=texts("records.volume"), number=True),
            Column(title=texts("records.circuits"), number=True, minor=True),
            Column(title=texts("records.measured"), number=True, minor=True),
        ],
        rows=[
            Line(
                cells=(
                    one.device,
                    one.snapshot,
                    f"{one.volume:,}",
                    f"{one.circuits:,}",
                    texts.date(one.measured_at),
                )
            )
            for one in reversed(items)
        ],
    )
