"""The devices on offer: size, snapshot, typical errors, quantum volume."""

from leaderboard.board import Board
from leaderboard.present.table import Cell, Column, Line, Table
from leaderboard.present.texts import Texts
from leaderboard.present.volumes import volumes

__all__ = ["offer_table"]


def offer_table(board: Board, texts: Texts) -> Table:
    """Return the devices with the data of their snapshots."""
    return Table(
        caption=texts("devices.offer"),
        columns=[
            Column(title=texts("records.device"), wide=True, below=texts("devices.offer_kind")),
            Column(title=texts("metric.qubits"), number=True),
            Column(title=texts("records.snapshot"), below=texts("devices.version"), minor=True),
            Column(title=texts("devices.error_2q"), number=True),
            Column(title=texts("devices.error_readout"), number=True, minor=True),
            Column(title=texts("records.volume"), number=True, minor=True),
        ],
        rows=_rows(board, texts),
    )


def _rows(board: Board, texts: Texts) -> list[Line]:
    none = texts("app.none")
    # An estimate names device and version of the snapshot, e.g. ``kawasaki-2.1.76``.
    estimated = {one.device: one.volume for one in volumes(board)}
    rows = []
    for row in board.devices():
        twin = bool(row["snapshot"])
        volume = estimated.get(f"{row['device']}-{row['version']}")
        rows.append(
            Line(
                cells=(
                    Cell(
                        text=row["device"],
                        note=texts("devices.kind_twin" if twin else "devices.kind_ideal"),
                    ),
                    f"{row['qubits']:,}",
                    Cell(text=row["snapshot"], note=row["version"]) if twin else none,
                    _error(row["error_2q"], texts),
                    _error(row["error_readout"], texts),
                    none if volume is None else f"{volume:,}",
                )
            )
        )
    return rows


def _error(value: float | None, texts: Texts) -> str | Cell:
    if value is None:
        return texts("app.none")
    return Cell(text=texts("unit.percent", value=f"{100 * value:.2f}"), value=value)
