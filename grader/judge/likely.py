"""What a ``distribution`` exercise may ask for instead of all probabilities."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Likely"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """Outcomes that must be likely.

    Attributes:
        outcomes: Labels, first classical bit (or qubit) rightmost.
        at_least: Their total probability must reach this; left out: no such bound.
        most_likely: One of them must be more probable than every outcome that is not listed.
    """

    outcomes: tuple[str, ...]
    at_least: float | None = None
    most_likely: bool = False

    @property
    def width(self) -> int:
        """Length of the labels."""
        return len(self.outcomes[0]) if self.outcomes else 0

    @property
    def blank(self) -> "Likely":
        """One of the same width that tells nothing."""
        return Likely(outcomes=("0" * self.width,))

    def plain(self) -> dict[str, Any]:
        """Return it as a dict for the practice pack; no label can be one of its keys."""
        return {**asdict(self), "outcomes": list(self.outcomes)}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Likely":
        """Return what `plain` was made from."""
        return cls(**{**data, "outcomes": tuple(data["outcomes"])})
