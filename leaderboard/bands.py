"""Numbers made coarse enough to show: quartiles, rounding, bands of counts, rates and places.

All shares are integers in percent, all medians multiples of `STEP`, so that ranks are taken on
integers and equal values stay equal.
"""

import math

import numpy as np
import numpy.typing as npt

__all__ = [
    "N_BANDS",
    "STEP",
    "at_least",
    "coarse",
    "count_rounded",
    "lowest",
    "n_band",
    "quartiles",
    "rate",
    "rate_middle",
    "rounded",
]

STEP = 5
"""Step of shown medians and rates, percent."""
N_BANDS = ((100, "100+"), (50, "50-99"), (20, "20-49"), (10, "10-19"), (0, "0-9"))
"""Bands of counts: lower bound and code, from above."""
_FEW = 3
_COARSE = 10
"""Step of rates of 10 to 19 people: each step is a count that any such total can have."""
_TEN = 10
"""Step of shown counts."""
_SMALL = 20
"""From so many people on, `STEP` is such a step."""


def quartiles(values: npt.NDArray[np.int64]) -> tuple[float, float, float]:
    """Return the three quartiles by linear interpolation (type 7, the default of numpy).

    Raises:
        ValueError: If `values` is empty.
    """
    if not len(values):
        raise ValueError("a quantile needs at least one value")
    places = [(len(values) - 1) * share for share in (0.25, 0.5, 0.75)]
    wanted = {min(math.floor(p) + n, len(values) - 1) for p in places for n in (0, 1)}
    ordered = np.partition(values, sorted(wanted))
    q1, median, q3 = (_between(ordered, place) for place in places)
    return q1, median, q3


def _between(ordered: npt.NDArray[np.int64], place: float) -> float:
    below = math.floor(place)
    low, high = int(ordered[below]), int(ordered[min(below + 1, len(ordered) - 1)])
    return low + (high - low) * (place - below)


def rounded(value: float, step: int = STEP) -> int:
    """Round to the nearest multiple of `step`; halves go up, whatever the parity."""
    return math.floor(value / step + 0.5) * step


def count_rounded(count: int) -> int:
    """Round a count of people or answers down to whole tens for show."""
    return count // _TEN * _TEN


def n_band(count: int) -> str:
    """Return the band of a count, e.g. ``"20-49"``."""
    return next(code for lowest, code in N_BANDS if count >= lowest)


def lowest(count: int) -> int:
    """Return the lower end of the band of a count."""
    return next(low for low, _ in N_BANDS if count >= low)


def at_least(count: int) -> str:
    """Return the lower end of the band of a count as a code, e.g. ``"50+"``.

    Counts of companies add up to the consortium's: an upper end could be subtracted from.
    """
    return f"{lowest(count)}+"


def rate(count: int, total: int, low: int | None = None) -> str:
    """Return a share of people as a code: ``"45"``, or a bound such as ``"<15"`` or ``">85"``.

    A numerator (or complement) of 0, 1 or 2 gets a bound that three people would pass, so that a
    rate never says what each member, or one or two of them, did. Steps and bound come from the
    lower end of the band of `total`, which is shown anyway. They are so wide that every total of
    the band can have every code: a row of rates tells no more about `total` than its band.

    Args:
        count: People of whom something holds.
        total: All of them.
        low: Lower end of another band, if that is the one shown; at most `total`.

    Raises:
        ValueError: If `count` is not between 0 and `total`, or `total` is 0.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no rate")
    step, bound = _steps(lowest(total) if low is None else low)
    share = rounded(100 * count / total, step)
    if count < _FEW or share < bound:
        return f"<{bound}"
    if total - count < _FEW or share > 100 - bound:
        return f">{100 - bound}"
    return str(share)


def coarse(code: str, low: int = _TEN) -> str:
    """Return the code of a rate in the steps of a lower band, so that it does not tell its own.

    Args:
        code: As `rate` returns it.
        low: Lower end of that band.
    """
    step, bound = _steps(low)
    middle = rate_middle(code)
    share = rounded(middle, step) if code.isdigit() else middle
    if share < bound:
        return f"<{bound}"
    return f">{100 - bound}" if share > 100 - bound else str(share)


def _steps(low: int) -> tuple[int, int]:
    """Return the step of rates and their lowest bound, percent, for the lower end of a band."""
    step = STEP if low >= _SMALL else _COARSE
    return step, min(step * math.ceil(100 * _FEW / max(low, 1) / step), 50)


def rate_middle(code: str) -> float:
    """Return one number for a rate's code, to place it on an axis."""
    if code.startswith("<"):
        return int(code[1:]) / 2
    if code.startswith(">"):
        return (100 + int(code[1:])) / 2
    return float(code)
