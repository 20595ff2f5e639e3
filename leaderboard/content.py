"""Lay out the tables of each board file: what a scope does not hold cannot be shown by a page.

One function a table group; `Build` holds what all of them need. Small tables are rows, large ones
are queries on the tally that SQLite itself carries out while the file is written.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from leaderboard.bands import count_rounded, n_band
from leaderboard.disclosure import POOLED, Bin, Cell, Rules, merge_bins
from leaderboard.figures import cell_rows, company_rows, standing_rows
from leaderboard.records import Exercise, Inputs
from leaderboard.tally import Select, Tally

__all__ = ["TOP", "Build", "Row", "Scope", "Tables", "scopes_of", "tables_of"]

TOP = 10
"""Rows of a board that everybody of a scope may see."""

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

    def whole(self, scope: Scope) -> tuple[str, ...]:
        """Return the exercises whose whole board a scope may see."""
        if scope.kind == "admin":
            return tuple(exercise.id for exercise in self.exercises)
        courses = {course.id: course.exercises for course in self.inputs.courses}
        return courses.get(scope.id, ()) if scope.kind == "course" else ()


def scopes_of(inputs: Inputs) -> tuple[Scope, ...]:
    """Return every scope that gets a file."""
    return (
        Scope("public"),
        Scope("member"),
        Scope("admin"),
        *(Scope("company", company.id) for company in inputs.companies),
        *(Scope("course", course.id) for course in inputs.courses),
    )


def tables_of(build: Build, scope: Scope) -> Tables:
    """Return what every table of a scope's file holds, ``meta`` left out."""
    inputs = build.inputs
    skills = tuple(dict.fromkeys(s for e in build.exercises for s in e.skills))
    standings = standing_rows(build.cells, inputs, build.rules, scope.kind)
    cells = cell_rows(build.cells, build.rules, scope.kind, scope.id)
    named = {row[1] for row in standings} | {row[1] for row in cells} | {scope.id}
    named |= _shown_companies(build, scope)
    return {
        "company": company_rows(inputs, named, everybody=scope.kind == "admin"),
        "skill": [(skill, n) for n, skill in enumerate(skills)],
        "course": [
            (course.id, course.title.en, course.title.ja, course.level, n)
            for n, course in enumerate(inputs.courses)
        ],
        "formula": [(f.id, f.scale, f.decimals) for f in inputs.formulas],
        "exercise": [_exercise(build, scope, e, n) for n, e in enumerate(build.exercises)],
        "exercise_skill": [(e.id, skill) for e in build.exercises for skill in e.skills],
        "course_exercise": [
            (course.id, e.id, course.exercises.index(e.id), int(e.id in course.required))
            for course in inputs.courses
            for e in build.exercises
            if e.id in course.exercises
        ],
        "baseline": _baselines(build),
        "entry": Select(_ENTRIES, _limits(build, scope)),
        "histogram": [row for e in build.exercises for row in _histogram(build, scope, e)],
        "leader": Select(_LEADERS, _limits(build, scope)),
        "rank_change": Select(_CHANGES, _limits(build, scope)),
        "standing": standings,
        "cell": cells,
        "activity": _activity(build),
        "cell_audit": _audit(build) if scope.kind == "admin" else [],
    }


# Parameters of the queries below. `whole` and `boards`: exercises, and boards of several, that a
# scope may see whole (JSON); `top`: rows of others; `public`: only people who chose to appear
# before everybody; `all`: the company of everybody.
_COMPANY = "CASE WHEN p.show_company OR :all THEN p.company END AS shown"
_ENTRIES = f"""
SELECT b.exercise, row_number() OVER (PARTITION BY b.exercise ORDER BY b.ord), b.rank, p.handle,
    {_COMPANY}, r.outcome, r.points, r.cost, r.merit, r.metrics, r.submitted_at, r.id, e.version,
    r.judge_version, r.method, r.isolation_level, r.judged_at, r.cause, r.demo
FROM board_exercise AS o CROSS JOIN exercise AS e ON e.id = o.exercise
CROSS JOIN best AS b INDEXED BY best_place ON b.exercise = e.id AND b.ord <=
    CASE WHEN e.id IN (SELECT value FROM json_each(:whole)) THEN {1 << 62} ELSE :top END
JOIN person AS p ON p.learner = b.learner JOIN result AS r ON r.id = b.result
WHERE o.board = 'all' AND (p.public OR NOT :public)
"""  # noqa: S608 - constants
_LEADERS = f"""
SELECT t.board, row_number() OVER (PARTITION BY t.board ORDER BY t.ord), t.rank, p.handle,
    {_COMPANY}, t.score, t.solved, t.attained_at
FROM total AS t JOIN person AS p USING (learner)
WHERE (t.ord <= :top OR t.board IN (SELECT value FROM json_each(:boards)))
    AND (p.public OR NOT :public)
"""  # noqa: S608 - constants
_CHANGES = """
SELECT c.exercise, c.rejudged_at, p.handle, c.before, c.after, c.cause
FROM rank_change AS c JOIN person AS p USING (learner)
WHERE c.exercise IN (SELECT exercise FROM board_exercise WHERE board = 'all')
    AND (c.exercise IN (SELECT value FROM json_each(:whole))
        OR min(ifnull(c.before, c.after), ifnull(c.after, c.before)) <= :top)
    AND (p.public OR NOT :public)
"""


_SHOWN = "SELECT DISTINCT shown FROM ({})"


def _limits(build: Build, scope: Scope) -> dict[str, object]:
    courses = tuple(course.id for course in build.inputs.courses)
    boards = ("all", *courses) if scope.kind == "admin" else (scope.id,)
    return {
        "whole": json.dumps(build.whole(scope)),
        "boards": json.dumps(boards),
        "top": TOP,
        "public": scope.kind == "public",
        "all": scope.kind == "admin",
    }


def _shown_companies(build: Build, scope: Scope) -> set[object]:
    """Return the companies that stand beside handles of this scope."""
    limits = _limits(build, scope)
    return {
        company
        for query in (_ENTRIES, _LEADERS)
        for (company,) in build.tally.rows(_SHOWN.format(query), limits)
    }


def _exercise(build: Build, scope: Scope, exercise: Exercise, place: int) -> Row:
    ranked = build.ranked[exercise.id] or 0
    return (
        *(exercise.id, exercise.version, exercise.title.en, exercise.title.ja, exercise.level),
        *(exercise.checker, exercise.max_points, exercise.formula, exercise.direction),
        *(exercise.par, exercise.best, json.dumps(exercise.limits, sort_keys=True)),
        *((exercise.track.level, exercise.track.source) if exercise.track else (None, None)),
        str(ranked) if exercise.id in build.whole(scope) else n_band(ranked),
        place,
    )


def _histogram(build: Build, scope: Scope, exercise: Exercise) -> Iterable[Row]:
    exact = exercise.id in build.whole(scope)
    for n, b in enumerate(build.costs[exercise.id]):
        yield (exercise.id, n, b.low, b.high, b.count if exact else count_rounded(b.count))


def _baselines(build: Build) -> list[Row]:
    known = {exercise.id for exercise in build.exercises}
    return [
        (
            *(b.exercise, b.kind, b.label, b.outcome, b.points, b.cost),
            *(json.dumps(b.metrics, sort_keys=True), b.judge_version, b.judged_at),
        )
        for b in build.inputs.baselines
        if b.exercise in known
    ]


def _activity(build: Build) -> list[Row]:
    return [
        (c.period, c.as_of, c.status, c.values.get("learners"), c.values.get("first_accepted"))
        for c in build.cells
        if c.company == POOLED and c.skill == "activity"
    ]


def _audit(build: Build) -> list[Row]:
    return [
        (c.period, c.company, c.skill, c.n, c.contributors, c.largest, c.status, c.reason)
        for c in build.cells
        if c.skill != "activity"
    ]
