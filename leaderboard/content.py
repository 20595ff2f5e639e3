"""Lay out the tables of each board file: what a scope does not hold cannot be shown by a page.

One function a table group; `Build` holds what all of them need. Pure: rows in, rows out.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from leaderboard.bands import count_rounded, n_band
from leaderboard.disclosure import POOLED, Cell, Rules, merge_bins
from leaderboard.figures import cell_rows, company_rows, standing_rows
from leaderboard.ranking import Ranked, Total, rank_exercise, rank_totals
from leaderboard.records import Exercise, Inputs, Person, Submission

__all__ = ["TOP", "Build", "Scope", "Tables", "scopes_of", "tables_of"]

TOP = 10
"""Rows of a board that everybody of a scope may see."""

Tables = Mapping[str, Sequence[tuple[object, ...]]]


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
    """One build of all boards: inputs, releases, and ranks computed once."""

    inputs: Inputs
    rules: Rules
    cells: tuple[Cell, ...]

    @cached_property
    def people(self) -> dict[str, Person]:
        """Learners by id."""
        return {person.learner: person for person in self.inputs.people}

    @cached_property
    def submissions(self) -> dict[int, Submission]:
        """Submissions by result id."""
        return {s.result.id: s for s in self.inputs.submissions}

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """Exercises that some course offers, in course order."""
        known = {exercise.id: exercise for exercise in self.inputs.exercises}
        return tuple(known[name] for name in self.inputs.released if name in known)

    @cached_property
    def ranked(self) -> dict[str, tuple[Ranked, ...]]:
        """The whole board of each exercise."""
        by_exercise = defaultdict(list)
        for submission in self.inputs.submissions:
            by_exercise[submission.result.exercise].append(submission.result)
        return {e.id: rank_exercise(by_exercise[e.id], e.direction) for e in self.exercises}

    def totals(self, exercises: Iterable[str]) -> tuple[Total, ...]:
        """Return the board over some exercises."""
        return rank_totals(row.best for name in exercises for row in self.ranked.get(name, ()))


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
    """Return the rows of every table of a scope's file, ``meta`` left out."""
    inputs = build.inputs
    skills = tuple(dict.fromkeys(s for e in build.exercises for s in e.skills))
    standings = standing_rows(build.cells, inputs, build.rules, scope.kind)
    cells = cell_rows(build.cells, build.rules, scope.kind, scope.id)
    entries = [row for e in build.exercises for row in _entries(build, scope, e)]
    leaders = _leaders(build, scope)
    named = {row[1] for row in standings} | {row[1] for row in cells}
    named |= {row[4] for row in entries} | {row[4] for row in leaders}
    if scope.kind == "company":
        named.add(scope.id)
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
        "entry": entries,
        "histogram": [row for e in build.exercises for row in _histogram(build, scope, e)],
        "leader": leaders,
        "standing": standings,
        "cell": cells,
        "activity": _activity(build),
        "cell_audit": _audit(build) if scope.kind == "admin" else [],
    }


def _whole(scope: Scope, exercise: str, inputs: Inputs) -> bool:
    if scope.kind == "admin":
        return True
    courses = {course.id: course.exercises for course in inputs.courses}
    return scope.kind == "course" and exercise in courses.get(scope.id, ())


def _shown_company(person: Person, scope: Scope) -> str | None:
    return person.company if person.show_company or scope.kind == "admin" else None


def _exercise(build: Build, scope: Scope, exercise: Exercise, place: int) -> tuple[object, ...]:
    ranked = len(build.ranked[exercise.id])
    return (
        *(exercise.id, exercise.version, exercise.title.en, exercise.title.ja, exercise.level),
        *(exercise.checker, exercise.max_points, exercise.formula, exercise.direction),
        *(exercise.par, exercise.best, json.dumps(exercise.limits, sort_keys=True)),
        *((exercise.track.level, exercise.track.source) if exercise.track else (None, None)),
        str(ranked) if _whole(scope, exercise.id, build.inputs) else n_band(ranked),
        place,
    )


def _entries(build: Build, scope: Scope, exercise: Exercise) -> list[tuple[object, ...]]:
    rows = build.ranked[exercise.id]
    if not _whole(scope, exercise.id, build.inputs):
        rows = rows[:TOP]
    if scope.kind == "public":
        rows = tuple(row for row in rows if build.people[row.best.result.learner].public)
    return [_entry(build, scope, exercise, row, place) for place, row in enumerate(rows, start=1)]


def _entry(
    build: Build, scope: Scope, exercise: Exercise, row: Ranked, place: int
) -> tuple[object, ...]:
    result = row.best.result
    person = build.people[result.learner]
    made = build.submissions[result.id]
    return (
        *(result.exercise, place, row.rank, person.handle, _shown_company(person, scope)),
        *(made.outcome, result.points, result.cost if result.accepted else None, made.merit),
        *(json.dumps(made.metrics, sort_keys=True), result.submitted_at, result.id),
        *(exercise.version, made.judge_version, made.method, made.isolation_level),
        *(made.judged_at, made.cause, int(made.demo)),
    )


def _histogram(build: Build, scope: Scope, exercise: Exercise) -> list[tuple[object, ...]]:
    costs = [
        row.best.result.cost
        for row in build.ranked[exercise.id]
        if row.best.result.accepted and row.best.result.cost is not None
    ]
    exact = _whole(scope, exercise.id, build.inputs)
    return [
        (exercise.id, n, b.low, b.high, b.count if exact else count_rounded(b.count))
        for n, b in enumerate(merge_bins(costs, build.rules.min_learners))
    ]


def _leaders(build: Build, scope: Scope) -> list[tuple[object, ...]]:
    boards = {"all": build.inputs.released}
    boards |= {course.id: course.exercises for course in build.inputs.courses}
    made: list[tuple[object, ...]] = []
    for board, exercises in boards.items():
        whole = scope.kind == "admin" or (scope.kind == "course" and scope.id == board)
        totals = build.totals(exercises)
        rows = totals if whole else totals[:TOP]
        if scope.kind == "public":
            rows = tuple(row for row in rows if build.people[row.learner].public)
        for place, row in enumerate(rows, start=1):
            person = build.people[row.learner]
            company = _shown_company(person, scope)
            made.append(
                (
                    board,
                    place,
                    row.rank,
                    person.handle,
                    company,
                    row.score,
                    row.solved,
                    row.attained_at,
                )
            )
    return made


def _baselines(build: Build) -> list[tuple[object, ...]]:
    known = {exercise.id for exercise in build.exercises}
    return [
        (
            *(b.exercise, b.kind, b.label, b.outcome, b.points, b.cost),
            *(json.dumps(b.metrics, sort_keys=True), b.judge_version, b.judged_at),
        )
        for b in build.inputs.baselines
        if b.exercise in known
    ]


def _activity(build: Build) -> list[tuple[object, ...]]:
    return [
        (c.period, c.as_of, c.status, c.values.get("learners"), c.values.get("first_accepted"))
        for c in build.cells
        if c.company == POOLED and c.skill == "activity"
    ]


def _audit(build: Build) -> list[tuple[object, ...]]:
    return [
        (c.period, c.company, c.skill, c.n, c.contributors, c.largest, c.status, c.reason)
        for c in build.cells
        if c.skill != "activity"
    ]
