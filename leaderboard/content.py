"""Lay out the tables of each board file: what a scope does not hold cannot be shown by a page.

One function a table group. Small tables are rows, large ones are queries on the tally that SQLite
itself carries out while the file is written.
"""

import json

from leaderboard.bands import n_band
from leaderboard.build import Build, Row, Scope, Tables
from leaderboard.cells import is_cell
from leaderboard.figures import (
    activity_rows,
    cell_rows,
    company_rows,
    standing_rows,
)
from leaderboard.news import CHANGED, news_rows
from leaderboard.records import Exercise
from leaderboard.spreads import spread_rows
from leaderboard.stuck import stuck_rows
from leaderboard.tally import Select
from leaderboard.tracks import record_rows
from leaderboard.usage import usage_tables

__all__ = ["TOP", "tables_of"]

TOP = 10
"""Rows of a board that everybody of a scope may see."""
_FEW = n_band(0)


def tables_of(build: Build, scope: Scope) -> Tables:
    """Return what every table of a scope's file holds, ``meta`` left out."""
    inputs = build.inputs
    skills = tuple(dict.fromkeys(s for e in build.exercises for s in e.skills))
    standings = standing_rows(build.cells, inputs, build.rules, scope.kind)
    cells = cell_rows(build.cells, build.rules, scope.kind, scope.id)
    records = _records(build, scope)
    return {
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
        "histogram": _histogram(build, scope),
        "stuck": stuck_rows(build.cells, build.rules, [e.id for e in build.exercises]),
        "tries": _spread(build, "tries"),
        "leader": Select(_LEADERS, _limits(build, scope)),
        "rank_change": Select(_CHANGES, _limits(build, scope)),
        "record": records,
        "news": news_rows(
            exercises=[e.id for e in build.exercises],
            changed=[(name, at, why, n) for name, at, why, n in build.tally.rows(CHANGED)],
            firsts=build.firsts,
            records=records,
            cells=build.cells,
            exact=scope.kind == "admin",
        ),
        "standing": standings,
        "cell": cells,
        "activity": activity_rows(build.cells, build.rules, scope.kind),
        "cell_audit": _audit(build) if scope.kind == "admin" else [],
        **usage_tables(build.usage, scope.kind, scope.id),
        # The last: companies that the rows above name, and no others.
        "company": Select(
            _COMPANIES,
            {
                "known": json.dumps(company_rows(inputs, standings)),
                "own": scope.id,
                "all": scope.kind == "admin",
            },
        ),
    }


# Parameters of the queries below. `whole` and `boards`: exercises, and boards of several, that a
# scope may see whole (JSON); `top`: rows of others; `public`: only people who chose to appear
# before everybody; `all`: the company of everybody; `beside`: companies that handles may show.
_COMPANY = """CASE WHEN :all OR p.show_company
    AND p.company IN (SELECT value FROM json_each(:beside)) THEN p.company END"""
_ENTRIES = f"""
SELECT b.exercise, row_number() OVER (PARTITION BY b.exercise ORDER BY b.ord), b.rank, p.handle,
    {_COMPANY}, r.outcome, r.points, r.cost, r.merit, r.metrics, r.submitted_at, r.reference,
    e.version, r.judge_version, r.method, r.isolation_level, r.judged_at, r.cause, r.demo
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


_NAMING = ("entry", "leader", "record", "standing", "cell")
_COMPANIES = f"""
SELECT c.value ->> 0, c.value ->> 1, c.value ->> 2, c.value ->> 3, c.value ->> 4
FROM json_each(:known) AS c WHERE :all OR c.value ->> 0 = :own OR c.value ->> 0 IN
    ({" UNION ".join(f"SELECT company_id FROM board.{table}" for table in _NAMING)})
"""  # noqa: S608 - constants


def _limits(build: Build, scope: Scope) -> dict[str, object]:
    courses = tuple(course.id for course in build.inputs.courses)
    boards = ("all", *courses) if scope.kind == "admin" else (scope.id,)
    return {
        "whole": json.dumps(build.whole(scope)),
        "boards": json.dumps(boards),
        "top": TOP,
        "public": scope.kind == "public",
        "all": scope.kind == "admin",
        "beside": json.dumps(sorted(build.beside_handles)),
    }


def _records(build: Build, scope: Scope) -> list[Row]:
    return record_rows(
        build.exercises,
        build.steps,
        {person.learner: person for person in build.inputs.people},
        {c.id: c for c in build.inputs.companies if c.id in build.beside_handles},
        public=scope.kind == "public",
    )


def _exercise(build: Build, scope: Scope, exercise: Exercise, place: int) -> Row:
    ranked = build.ranked[exercise.id] or 0
    return (
        *(exercise.id, exercise.version, exercise.title.en, exercise.title.ja, exercise.level),
        *(exercise.checker, exercise.max_points, exercise.formula, exercise.direction),
        *(exercise.par, exercise.best, json.dumps(exercise.limits, sort_keys=True)),
        *((exercise.track.level, exercise.track.source) if exercise.track else (None, None)),
        str(ranked)
        if exercise.id in build.whole(scope)
        else build.sizes.get(exercise.id, _FEW if build.cells else "0+"),
        place,
    )


def _histogram(build: Build, scope: Scope) -> list[Row]:
    whole = set(build.whole(scope))
    return [row for row in _spread(build, "costs") if row[0] not in whole] + [
        (name, n, b.low, b.high, b.count) for name in whole for n, b in enumerate(build.costs[name])
    ]


def _spread(build: Build, kind: str) -> list[Row]:
    # Releases stay when a course goes, and its exercises with it.
    known = {exercise.id for exercise in build.exercises}
    return [row for row in spread_rows(build.cells, kind, build.rules) if row[0] in known]


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


def _audit(build: Build) -> list[Row]:
    return [
        (c.period, c.company, c.skill, c.n, c.contributors, c.largest, c.status, c.reason)
        for c in build.cells
        if is_cell(c.skill)
    ]
