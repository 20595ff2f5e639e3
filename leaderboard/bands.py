"""Numbers made coarse enough to show: quartiles, rounding, bands of counts, rates and places.

All shares are integers in percent, all medians multiples of `STEP`, so that ranks are taken on
integers and equal values stay equal.
"""

import math
from collections.abc import Sequence

__all__ = [
    "N_BANDS",
    "STEP",
    "count_rounded",
    "decile",
    "n_band",
    "quartile",
    "rate",
    "rate_middle",
    "rounded",
]

STEP = 5
"""Step of shown medians and rates, percent."""
N_BANDS = ((100, "100+"), (50, "50-99"), (20, "20-49"), (10, "10-19"), (0, "0-9"))
"""Bands of counts: lower bound and code, from above."""
_FEW = 3


def quartile(values: Sequence[int], share: float) -> float:
    """Return a quantile by linear interpolation (type 7, the default of numpy).

    Args:
        values: At least one value, in any order.
        share: Between 0 and 1; 0.25, 0.5 and 0.75 are the quartiles.

    Raises:
        ValueError: If `values` is empty.
    """
    if not values:
        raise ValueError("a quantile needs at least one value")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def rounded(value: float, step: int = STEP) -> int:
    """Round to the nearest multiple of `step`; halves go up, whatever the parity."""
    return math.floor(value / step + 0.5) * step


def count_rounded(count: int) -> int:
    """Round a count of people or answers for show."""
    return rounded(count, STEP)


def n_band(count: int) -> str:
    """Return the band of a count, e.g. ``"20-49"``."""
    return next(code for lowest, code in N_BANDS if count >= lowest)


def rate(count: int, total: int) -> str:
    """Return a share of people as a code: ``"45"``, or a bound such as ``"<15"`` or ``">85"``.

    A numerator (or complement) of 0, 1 or 2 gets a bound that three people would pass, so that a
    rate never says what each member, or one or two of them, did. The bound comes from the lower
    end of the band of `total`, which is shown anyway, and so tells no more about `total`.

    Raises:
        ValueError: If `count` is not between 0 and `total`, or `total` is 0.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no rate")
    lowest = next(low for low, _ in N_BANDS if total >= low) or 1
    bound = min(STEP * math.ceil(100 * _FEW / lowest / STEP), 50)
    if count < _FEW:
        return f"<{bound}"
    if total - count < _FEW:
        return f">{100 - bound}"
    return str(min(max(rounded(100 * count / total), STEP), 100 - STEP))


def rate_middle(code: str) -> float:
    """Return one number for a rate's code, to place it on an axis."""
    if code.startswith("<"):
        return int(code[1:]) / 2
    if code.startswith(">"):
        return (100 + int(code[1:])) / 2
    return float(code)


def decile(rank: int, total: int) -> int:
    """Return in which tenth a rank lies: 1 is the top tenth.

    Raises:
        ValueError: If `rank` is not between 1 and `total`.
    """
    if not 1 <= rank <= total:
        raise ValueError(f"no rank {rank} among {total}")
    return math.ceil(10 * rank / total)
