"""What one build of all boards is made from, and the scopes that get a file."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from leaderboard.disclosure import Cell, Rules
from leaderboard.figures import companies_beside_handles
from leaderboard.news import FIRSTS
from leaderboard.records import Exercise, Inputs
from leaderboard.spreads import Bin, board_bands, merge_bins
from leaderboard.tally import Select, Tally
from leaderboard.tracks import STEPS, Step
from leaderboard.usage import Usage

__all__ = ["Build", "Row", "Scope", "Tables", "scopes_of"]

Row = tuple[object, ...]
Tables = Mapping[str, Sequence[Row] | Select]


@dataclass(frozen=True, slots=True)
class Scope:
    """A viewer scope: ``public``, ``member``, ``admin``, ``company`` or ``course`` with an id."""

    kind: str
    id: str = ""

    @property
    def name(self) -> str:
        """Name of the board file, without its ending."""
        return f"{self.kind}-{self.id}" if self.id else self.kind


@dataclass(frozen=True, kw_only=True)
class Build:
    """One build of all boards: inputs, results and ranks, and releases."""

    inputs: Inputs
    tally: Tally
    rules: Rules
    cells: tuple[Cell, ...]
    usage: Usage = field(default_factory=Usage)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """Exercises that some course offers, in course order."""
        known = {exercise.id: exercise for exercise in self.inputs.exercises}
        return tuple(known[name] for name in self.inputs.released if name in known)

    @cached_property
    def ranked(self) -> Mapping[str, int]:
        """How many learners are on the board of each exercise."""
        return Counter(dict(self.tally.rows("SELECT exercise, max(ord) FROM best GROUP BY 1")))

    @cached_property
    def costs(self) -> Mapping[str, tuple[Bin, ...]]:
        """The spread of best costs on each exercise."""
        found: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for name, cost, learners in self.tally.rows(
            "SELECT exercise, value * sign, count(*) FROM best JOIN exercise ON id = exercise "
            "WHERE accepted AND value IS NOT NULL AND best.ord GROUP BY 1, 2"
        ):
            found[name][cost] = learners
        minimum = self.rules.min_learners
        return {e.id: merge_bins(found[e.id], minimum) for e in self.exercises}

    @cached_property
    def sizes(self) -> Mapping[str, str]:
        """How many learners were on each exercise's board at the last release, as a band."""
        return board_bands(self.cells)

    @cached_property
    def beside_handles(self) -> frozenset[str]:
        """Companies that may stand beside the handles of learners who agreed to that."""
        return companies_beside_handles(self.cells, self.inputs.people, self.rules)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Results that were records of open challenges when they were handed in."""
        tracks = json.dumps([exercise.id for exercise in self.exercises if exercise.track])
        return tuple(map(Step._make, self.tally.rows(STEPS, (tracks,))))

    @cached_property
    def firsts(self) -> tuple[tuple[str, int], ...]:
        """When each exercise was solved first."""
        return tuple((name, moment) for name, moment in self.tally.rows(FIRSTS))

    def whole(self, scope: Scope) -> tuple[str, ...]:
        """Return the exercises whose whole board a scope may see."""
        if scope.kind == "admin":
            return tuple(exercise.id for exercise in self.exercises)
        courses = {course.id: course.exercises for course in self.inputs.courses}
        own = courses.get(scope.id, ()) if scope.kind == "course" else ()
        return tuple(exercise.id for exercise in self.exercises if exercise.id in own)


def scopes_of(inputs: Inputs) -> tuple[Scope, ...]:
    """Return every scope that gets a file."""
    return (
        Scope("public"),
        Scope("member"),
        Scope("admin"),
        *(Scope("company", company.id) for company in inputs.companies),
        *(Scope("course", course.id) for course in inputs.courses),
    )
