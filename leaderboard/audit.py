"""Bound every count that a file withholds, from all counts that it publishes (rule R7). Pure.

An adversary adds and subtracts; so does this, over the unknown numbers of active learners of each
company: a linear program with one sum, which needs no solver. Whoever publishes one more count
adds it to `system_of`, and a publish that would give a small company's size away fails.
"""

from dataclasses import dataclass
from math import inf

from leaderboard.board import Board, Row

__all__ = ["MIN_WIDTH", "System", "count_faults", "system_of"]

MIN_WIDTH = 10
"""So many values a count must be able to have."""
_OTHERS = ""
Range = tuple[float, float]
"""Lowest and highest value, both included."""


@dataclass(frozen=True, slots=True)
class System:
    """Unknown counts that add up to a total.

    Attributes:
        parts: Name and range of each, the companies that are not listed as one.
        total: Range of their sum.
    """

    parts: tuple[tuple[str, Range], ...]
    total: Range

    def bounds(self, name: str) -> Range:
        """Return the range of one count that the others leave.

        Raises:
            KeyError: If there is no such count.
        """
        low, high = dict(self.parts)[name]
        others = [range_ for part, range_ in self.parts if part != name]
        least = max(low, self.total[0] - sum(end for _, end in others))
        most = min(high, self.total[1] - sum(start for start, _ in others))
        # What contradicts itself bounds nothing.
        return (least, most) if least <= most else (-inf, inf)


def system_of(board: Board, period: str) -> System:
    """Return all that a file tells of the numbers of active learners in one week."""
    least = int(board.meta["min_learners"])
    # R4 keeps a figure back until so many have come that nobody is told by it.
    most = least + max(int(board.meta["min_changed"]), 1) - 2
    headline = [row for row in board.cells(skill="") if row["period"] == period]
    listed = [row for row in board.standings() if row["period"] == period]
    own = [row for row in headline if row["company_id"]]
    parts = {row["company_id"]: _range(row, least, most) for row in [*listed, *own]}
    companies = board.meta["companies"]
    every = companies.isdigit() and len(parts) >= int(companies)
    parts[_OTHERS] = (0, 0) if every else (0, inf)
    pooled = [row["n_band"] for row in headline if not row["company_id"]]
    sums = [(0, inf), *(_ends(band) for band in pooled if band is not None)]
    total = (max(low for low, _ in sums), min(high for _, high in sums))
    return System(tuple(sorted(parts.items())), total)


def count_faults(board: Board) -> list[str]:
    """Return what is wrong: counts of the newest week that can be told too well."""
    system = system_of(board, board.meta["period"])
    faults = []
    for name, (low, high) in system.parts:
        narrow = min(MIN_WIDTH, high - low + 1)
        least, most = system.bounds(name)
        if name != _OTHERS and most - least + 1 < narrow:
            faults.append(f"{name}: {least:g} to {most:g} learners can be told from the counts")
    return faults


def _range(row: Row, least: int, most: int) -> Range:
    if row["status"] == "withheld":
        return (0, most)
    return _ends(row["n_band"]) if row["n_band"] else (least, inf)


def _ends(band: str) -> Range:
    if band.endswith("+"):
        return (int(band[:-1]), inf)
    low, _, high = band.partition("-")
    return (int(low), int(high))
