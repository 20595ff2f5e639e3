"""Estimates of quantum volumes are kept and shown by the day of their snapshot."""

from datetime import UTC, datetime

from grader.devices.volume import Volume
from grader.results.volumes import VolumeRow, Volumes

NOW = datetime(2026, 11, 10, tzinfo=UTC)


def volume(device: str, date: str, value: int) -> Volume:
    return Volume(device=device, date=date, seed=1, volume=value, widths=())


def test_estimates_are_kept_in_order_of_their_snapshots(tmp_path):
    with Volumes(tmp_path / "results.db") as volumes:
        volumes.record(volume("torino-2", "2027-01-01", 64), 100, NOW)
        volumes.record(volume("torino-1", "2025-02-26", 32), 200, NOW)
    with Volumes(tmp_path / "results.db") as volumes:
        first, second = volumes.history()
    assert (first.device, second.device) == ("torino-1", "torino-2")
    assert first == VolumeRow(
        device="torino-1", snapshot_date="2025-02-26", volume=32, seed=1, circuits=200,
        measured_at=NOW,
    )  # fmt: skip
