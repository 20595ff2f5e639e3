"""Pauli words of any width as bit masks."""

from typing import NamedTuple

__all__ = ["Word"]


class Word(NamedTuple):
    """The word ``i**phase X^x Z^z``: bit q of `x` and `z` is the X and Z on qubit q."""

    x: int
    z: int
    phase: int

    def times(self, other: "Word") -> "Word":
        """Return the product."""
        crossed = (self.z & other.x).bit_count()
        return Word(
            self.x ^ other.x, self.z ^ other.z, (self.phase + other.phase + 2 * crossed) % 4
        )

    def turned(self, phase: int) -> "Word":
        """Return the word times ``i**phase``."""
        return Word(self.x, self.z, (self.phase + phase) % 4)

    def commutes(self, other: "Word") -> bool:
        """Whether the order of the two does not matter; else it changes the sign."""
        return ((self.x & other.z).bit_count() + (self.z & other.x).bit_count()) % 2 == 0

    @property
    def positive(self) -> "Word":
        """The word of the same letters X, Y and Z without a sign."""
        return Word(self.x, self.z, (self.x & self.z).bit_count() % 4)

    @property
    def negative(self) -> bool:
        """Whether it is minus a word of Pauli letters."""
        return (self.phase - self.positive.phase) % 4 == 2
