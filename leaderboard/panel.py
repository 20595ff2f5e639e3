"""What everybody has reached, as columns: one place per learner. Pure.

A learner is a number here, and so is what a learner contributes to a figure: both are digests, by
which two weeks are compared without keeping anybody's results.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["FLAGS", "Bools", "Numbers", "Panel", "Tokens", "keys_of", "mixed"]

Tokens = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@lru_cache(maxsize=1 << 17)
def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def keys_of(names: Sequence[str]) -> Tokens:
    """Return a number for each name, the same one in every process."""
    return np.fromiter((_key(name) for name in names), np.uint64, len(names))


def mixed(*columns: Tokens) -> Tokens:
    """Return one number for each row of columns of numbers; unequal rows differ."""
    state = np.zeros(max(len(column) for column in columns), np.uint64)
    for column in columns:
        # The finaliser of splitmix64: every bit of the input moves half of the output.
        state = state + column + np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state = state ^ (state >> np.uint64(31))
    return state


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Enrolled learners at one moment, one place per learner.

    Attributes:
        companies: Company ids; `company` holds places in it.
        skills: Skill ids in order; `mastery` and `tried` have a column each.
        keys: A number per learner, in order.
        flags: Columns as in `FLAGS`: whether there was any judged submission, any in the last 90
            days, any accepted exercise, and whether all required ones are.
        merit: Mean over the required exercises, thousandths of a percent.
        mastery: Share of the points of each skill, thousandths of a percent.
        tried: Whether there was an attempt at a skill.
    """

    companies: Sequence[str]
    skills: tuple[str, ...]
    keys: Tokens
    company: Numbers
    flags: Bools
    merit: Numbers
    mastery: Numbers
    tried: Bools

    @property
    def active(self) -> Bools:
        """Who is active: the denominator of every figure."""
        return self._flag("active")

    def share_of(self, name: str) -> Bools:
        """Return who is ``started``, ``active``, ``accepted`` or ``completed``."""
        return self._flag(name)

    def groups(self) -> Iterator[tuple[str, "Panel"]]:
        """Yield each company that has enrolled learners, with these."""
        for place in np.unique(self.company):
            yield self.companies[place], self.take(np.flatnonzero(self.company == place))

    def take(self, rows: Numbers) -> "Panel":
        """Return some of the learners."""
        return Panel(
            companies=self.companies,
            skills=self.skills,
            **{name: getattr(self, name)[rows] for name in _COLUMNS},
        )

    def tokens(self, skill: str | None) -> Tokens:
        """Return a number for all that each learner contributes to a cell.

        Args:
            skill: A skill id; ``None`` stands for the headline.
        """
        if skill is None:
            what = [self.merit, *(self.flags[:, n] for n in range(len(FLAGS)))]
            what += [self.tried[:, n] for n in range(len(self.skills))]
            return mixed(self.keys, *(column.astype(np.uint64) for column in what))
        n = self.skills.index(skill)
        code = self.mastery[:, n] * 4 + self.tried[:, n] * 2 + self.active
        return mixed(self.keys, keys_of([skill]), code.astype(np.uint64))

    def _flag(self, name: str) -> Bools:
        return self.flags[:, FLAGS.index(name)]


FLAGS = ("started", "active", "accepted", "completed")
_COLUMNS = ("keys", "company", "flags", "merit", "mastery", "tried")
