"""Tables of ``people.db``: what each learner may see of their own, and nothing of anybody else."""

import json

from leaderboard.build import Build, Tables
from leaderboard.progress import ACTIVE_DAYS
from leaderboard.tally import Select
from leaderboard.usage import people_usage_tables

__all__ = ["people_tables"]

_DAY = 86_400
_NEAR = 3
"""Rows above and below the own one."""
# A tenth is named only where at least `few` are ranked; 1 is the first tenth.
_TENTH = "CASE WHEN {n} >= :few THEN (10 * {rank} + {n} - 1) / {n} END"

_PERSON = f"""
WITH ranked AS (SELECT count(*) AS n FROM total WHERE board = 'all'),
merits AS (SELECT b.learner, sum(b.merit) / (SELECT count(*) FROM required) AS merit
    FROM required AS q JOIN best AS b ON b.exercise = q.exercise GROUP BY b.learner)
SELECT p.learner, p.handle, p.company, ifnull(c.value ->> 'en', ''), ifnull(c.value ->> 'ja', ''),
    p.public, p.show_company, t.rank, {_TENTH.format(n="ranked.n", rank="t.rank")},
    ifnull(t.score, 0), :possible, ifnull(t.solved, 0), ifnull(m.merit, 0), p.joined_at
FROM person AS p CROSS JOIN ranked LEFT JOIN total AS t ON t.board = 'all' AND t.learner = p.learner
LEFT JOIN merits AS m ON m.learner = p.learner
LEFT JOIN json_each(:companies) AS c ON c.key = p.company
"""  # noqa: S608 - constants
_ATTEMPTS = """
SELECT r.learner, row_number() OVER (PARTITION BY r.learner ORDER BY r.submitted_at, r.id),
    r.reference, r.exercise, r.outcome, r.points, r.max_points, r.cost, r.metrics,
    r.reason, r.language, r.submitted_at, r.judged_at, r.cause, r.demo
FROM result AS r
"""
# Without points there is no place: then the last attempt is what the learner works on.
_BESTS = f"""
WITH sizes AS (SELECT exercise, max(ord) AS n FROM best GROUP BY exercise)
SELECT b.learner, b.exercise, r.outcome, r.points, r.cost, r.merit, r.metrics, b.rank,
    {_TENTH.format(n="s.n", rank="b.rank")}, b.attempts, r.submitted_at, r.reference,
    r.isolation_level, r.method, r.judge_version
FROM best AS b JOIN board_exercise AS o ON o.board = 'all' AND o.exercise = b.exercise
JOIN sizes AS s ON s.exercise = b.exercise
JOIN result AS r ON r.id = CASE WHEN b.ord IS NULL THEN b.last ELSE b.result END
"""  # noqa: S608 - constants
_NEIGHBOURS = f"""
SELECT me.learner, t.ord, t.rank, p.handle, t.score, t.solved
FROM total AS me
CROSS JOIN total AS t ON t.board = 'all' AND t.ord BETWEEN me.ord - {_NEAR} AND me.ord + {_NEAR}
JOIN person AS p ON p.learner = t.learner WHERE me.board = 'all'
"""  # noqa: S608 - constants
_MASTERY = f"""
WITH skills AS (SELECT skill, sum(points) AS possible FROM exercise_skill GROUP BY skill),
got AS (SELECT b.learner, e.skill, sum(b.points) AS points
    FROM best AS b JOIN exercise_skill AS e USING (exercise) GROUP BY b.learner, e.skill),
active AS (SELECT learner FROM result GROUP BY learner HAVING max(submitted_at) >= :active_since),
shares AS (SELECT p.learner, s.skill, 100000 * ifnull(g.points, 0) / s.possible AS share,
        g.points IS NOT NULL AS tried, a.learner IS NOT NULL AS active
    FROM person AS p CROSS JOIN skills AS s
    LEFT JOIN got AS g ON g.learner = p.learner AND g.skill = s.skill
    LEFT JOIN active AS a ON a.learner = p.learner),
placed AS (SELECT *, rank() OVER (PARTITION BY skill, active ORDER BY share DESC) AS place,
        count(*) OVER (PARTITION BY skill, active) AS n FROM shares)
SELECT learner, skill, CAST(round(share / 1000.0) AS INTEGER), tried,
    CASE WHEN active AND share > 0 THEN {_TENTH.format(n="n", rank="place")} END
FROM placed
"""  # noqa: S608 - constants
_CHANGES = """
SELECT c.learner, c.exercise, c.rejudged_at, c.before, c.after, c.cause FROM rank_change AS c
JOIN board_exercise AS o ON o.board = 'all' AND o.exercise = c.exercise
"""


def people_tables(build: Build, now: int) -> Tables:
    """Return what every table of ``people.db`` holds, ``meta`` left out.

    Args:
        build: Inputs and ranks.
        now: Seconds since 1970 UTC: who counts as active depends on it.
    """
    few = {"few": build.rules.min_learners}
    names = {c.id: {"en": c.name.en, "ja": c.name.ja} for c in build.inputs.companies}
    possible = sum(exercise.max_points for exercise in build.exercises)
    about = {"possible": possible, "companies": json.dumps(names)}
    return {
        "person": Select(_PERSON, few | about),
        "reason": Select("SELECT id, key, en, ja FROM reason"),
        "judged": Select(_ATTEMPTS),
        "best": Select(_BESTS, few),
        "neighbour": Select(_NEIGHBOURS),
        "mastery": Select(_MASTERY, few | {"active_since": now - ACTIVE_DAYS * _DAY}),
        "rank_change": Select(_CHANGES),
        **people_usage_tables(build.usage, [person.learner for person in build.inputs.people]),
    }
