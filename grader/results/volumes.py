"""Quantum volumes that were estimated, append-only: the yearly view of what devices could do."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from grader.devices.volume import Volume
from grader.results.database import Database
from grader.results.migrations import results
from grader.results.rows import moment, seconds

__all__ = ["VolumeRow", "Volumes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeRow:
    """One estimate.

    Attributes:
        device: Name and version of the snapshot.
        snapshot_date: Day on which it was taken.
    """

    device: str
    snapshot_date: str
    volume: int
    seed: int
    circuits: int
    measured_at: datetime


class Volumes:
    """The estimates, in results.db.

    Args:
        path: The file; made with its schema if missing.
        readonly: Nothing can be written; the file must exist.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self._database = Database(path, results, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def record(self, volume: Volume, circuits: int, now: datetime) -> None:
        """Append an estimate made with this many circuits a width."""
        row = {"device": volume.device, "snapshot_date": volume.date, "volume": volume.volume}
        with self._database.write() as database:
            row |= {"seed": volume.seed, "circuits": circuits, "measured_at": seconds(now)}
            database.insert("device_volumes", row)

    def history(self) -> list[VolumeRow]:
        """Return all estimates, by the day of their snapshot."""
        rows = self._database.rows("SELECT * FROM device_volumes ORDER BY snapshot_date, id")
        return [
            VolumeRow(
                **{**{key: row[key] for key in row if key != "id"},
                   "measured_at": moment(row["measured_at"])}
            )
            for row in rows
        ]  # fmt: skip
