"""How much of a count on one exercise may be told, where companies know their own part.

Whoever knows the software reads two ends out of one: "50+" is 50 to 99. Two companies that put
their own parts together subtract them. So such a band is told only where, without its two largest
parts, enough is left that nobody else's part is known within ten. Pure.
"""

from collections.abc import Collection

from leaderboard.bands import N_BANDS, lowest
from leaderboard.disclosure import Rules

__all__ = ["band_told"]

_FEWEST = 10
"""Lower end of the lowest band that says anything: every count that may be shown reaches it."""
_HIGHEST = N_BANDS[0][0]
_PAIR = 2
"""Companies that put their knowledge together."""


def band_told(parts: Collection[int], rules: Rules) -> int:
    """Return the lower end of the band of a sum as far as it may be told, 10 if no more may.

    Rates beside it take their steps from it too, since steps tell the band.

    Args:
        parts: The count of each company.
        rules: Settings.
    """
    total, low = sum(parts), lowest(sum(parts))
    ordered = sorted((part for part in parts if part), reverse=True)
    # Without an upper end the sum itself counts: what the end tells is more than ten too few.
    left = (total if low == _HIGHEST else low) - sum(ordered[:_PAIR])
    if left >= rules.min_learners and not _bounds_below(ordered, low, rules):
        return low
    return min(low, _FEWEST)


def _bounds_below(ordered: list[int], low: int, rules: Rules) -> bool:
    """Say whether a lower end tells that a company has some.

    So it does if all others are known to be small: R1 and R4 withhold a company up to `most`.
    """
    if sum(part >= rules.min_learners for part in ordered) >= rules.min_companies:
        return False
    most = rules.min_learners + max(rules.min_changed, 1) - 2
    return low - sum(ordered[:_PAIR]) > most * (len(ordered) - _PAIR - 1)
