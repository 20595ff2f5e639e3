"""Amounts of device use in words: circuits, shots, quantum time, waits and shares."""

from leaderboard.present.texts import Texts

__all__ = ["amount", "duration", "share"]

_NANO = 1_000_000_000
_EXACT_S = 10
"""Seconds below which thousandths are shown."""
_MINUTE, _HOUR = 60, 3600
_ENOUGH = 2
"""A unit of time is used from so many of it on."""


def amount(texts: Texts, unit: str, value: int) -> str:
    """Return an amount of a unit of quotas; nanoseconds are shown as seconds."""
    if unit != "quantum_ns":
        return f"{value:,}"
    seconds = value / _NANO
    if value % _NANO == 0:
        shown = f"{seconds:,.0f}"
    else:
        shown = f"{seconds:,.3f}" if seconds < _EXACT_S else f"{seconds:,.1f}"
    return texts("devices.seconds", n=shown)


def duration(texts: Texts, seconds: int) -> str:
    """Return a wait in words."""
    if seconds < _ENOUGH * _MINUTE:
        return texts("devices.seconds", n=seconds)
    if seconds < _ENOUGH * _HOUR:
        return texts("unit.minutes", n=round(seconds / _MINUTE))
    return texts("unit.hours", n=round(seconds / _HOUR))


def share(texts: Texts, part: int, whole: int) -> str:
    """Return a part as whole percent; something is never shown as nothing, nor as all."""
    if not whole:
        return texts("app.none") if not part else texts("unit.over", value=100)
    if 0 < part * 100 < whole:
        return texts("unit.under", value=1)
    if 0 < (whole - part) * 100 < whole:
        return texts("unit.over", value=99)
    return texts("unit.percent", value=round(100 * part / whole))
