"""What everybody has reached, as columns: one place per learner. Pure.

A learner is a number here, and so is what a learner contributes to a figure: both are digests, by
which two weeks are compared without keeping anybody's results.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from leaderboard.progress import Reached

__all__ = ["Bools", "Numbers", "Panel", "Roster", "Tokens", "keys_of", "mixed"]

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
    """Enrolled learners at one moment; columns as in `Reached`.

    Attributes:
        companies: Company ids; `company` holds places in it.
        skills: Skill ids in order; `mastery` and `tried` have a column each.
        keys: A number per learner, in order.
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
            what = [self.merit, *(self.flags[:, n] for n in range(len(_FLAGS)))]
            what += [self.tried[:, n] for n in range(len(self.skills))]
            return mixed(self.keys, *(column.astype(np.uint64) for column in what))
        n = self.skills.index(skill)
        code = self.mastery[:, n] * 4 + self.tried[:, n] * 2 + self.active
        return mixed(self.keys, keys_of([skill]), code.astype(np.uint64))

    def _flag(self, name: str) -> Bools:
        return self.flags[:, _FLAGS.index(name)]


_FLAGS = ("started", "active", "accepted", "completed")
_COLUMNS = ("keys", "company", "flags", "merit", "mastery", "tried")


class Roster:
    """Makes a panel of every week; reads only those again who changed since the week before."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._last: list[Reached] = []
        self._companies: dict[str, int] = {}
        self._skills: tuple[str, ...] = ()
        self._columns: Mapping[str, npt.NDArray[np.generic]] = {}

    def week(self, everybody: Sequence[Reached]) -> Panel:
        """Return the panel of all enrolled learners of one week."""
        if everybody and not self._last:
            self._skills = tuple(sorted(everybody[0].mastery))
        changed = [one for one in everybody if self._is_new(one)]
        self._write(changed)
        rows = np.fromiter((self._rows[one.learner] for one in everybody), np.int64, len(everybody))
        rows = rows[np.argsort(self._columns["keys"][rows])]
        return Panel(
            companies=tuple(self._companies),
            skills=self._skills,
            **{name: column[rows] for name, column in self._columns.items()},  # type: ignore[arg-type]
        )

    def _is_new(self, one: Reached) -> bool:
        row = self._rows.get(one.learner)
        return row is None or (self._last[row] is not one and self._last[row] != one)

    def _write(self, changed: Sequence[Reached]) -> None:
        for one in changed:
            self._companies.setdefault(one.company, len(self._companies))
            row = self._rows.setdefault(one.learner, len(self._last))
            if row == len(self._last):
                self._last.append(one)
            self._last[row] = one
        rows = [self._rows[one.learner] for one in changed]
        fresh = _columns(changed, self._skills, self._companies)
        grown = {}
        for name, column in fresh.items():
            whole = np.zeros((len(self._last), *column.shape[1:]), column.dtype)
            old = self._columns.get(name)
            if old is not None and len(old):
                whole[: len(old)] = old
            whole[rows] = column
            grown[name] = whole
        self._columns = grown


def _columns(
    people: Sequence[Reached], skills: Sequence[str], companies: Mapping[str, int]
) -> dict[str, npt.NDArray[np.generic]]:
    many, wide = len(people), len(skills)
    flags = [(one.started, one.active, one.accepted, one.completed) for one in people]
    mastery = [list(map(one.mastery.__getitem__, skills)) for one in people]
    tried = [list(map(one.tried.__contains__, skills)) for one in people]
    return {
        "keys": keys_of([one.learner for one in people]),
        "company": np.fromiter((companies[one.company] for one in people), np.int64, many),
        "flags": np.array(flags, bool).reshape(many, len(_FLAGS)),
        "merit": np.fromiter((one.merit for one in people), np.int64, many),
        "mastery": np.array(mastery, np.int64).reshape(many, wide),
        "tried": np.array(tried, bool).reshape(many, wide),
    }
