"""Rows of ``people.db``: what each learner may see of their own, and nothing of anybody else."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from leaderboard.bands import decile
from leaderboard.content import Build, Tables
from leaderboard.progress import Reached
from leaderboard.ranking import neighbours
from leaderboard.records import Exercise, Submission

__all__ = ["people_tables"]


def people_tables(build: Build, reached: Sequence[Reached]) -> Tables:
    """Return the rows of every table of ``people.db``, ``meta`` left out.

    Args:
        build: Inputs and ranks.
        reached: What everybody has reached by now.
    """
    mine: defaultdict[str, list[Submission]] = defaultdict(list)
    for submission in build.inputs.submissions:
        mine[submission.result.learner].append(submission)
    by_learner = {one.learner: one for one in reached}
    tables: dict[str, list[tuple[object, ...]]] = {
        "person": _persons(build, by_learner),
        "attempt": [],
        "best": _bests(build, mine),
        "neighbour": _neighbours(build),
        "mastery": _mastery(reached, build.rules.min_learners),
    }
    for person in build.inputs.people:
        own = sorted(mine[person.learner], key=lambda s: (s.result.submitted_at, s.result.id))
        tables["attempt"] += [_attempt(s, n) for n, s in enumerate(own, start=1)]
    return tables


def _persons(build: Build, reached: Mapping[str, Reached]) -> list[tuple[object, ...]]:
    totals = {row.learner: row for row in build.totals(build.inputs.released)}
    companies = {company.id: company for company in build.inputs.companies}
    possible = sum(exercise.max_points for exercise in build.exercises)
    many = len(totals) >= build.rules.min_learners
    rows: list[tuple[object, ...]] = []
    for person in build.inputs.people:
        total = totals.get(person.learner)
        company = companies.get(person.company)
        own = reached.get(person.learner)
        rows.append(
            (
                *(person.learner, person.handle, person.company),
                *((company.name.en, company.name.ja) if company else ("", "")),
                *(int(person.public), int(person.show_company)),
                total.rank if total else None,
                decile(total.rank, len(totals)) if total and many else None,
                *((total.score, possible, total.solved) if total else (0, possible, 0)),
                own.merit if own else 0,
                person.joined_at,
            )
        )
    return rows


def _attempt(submission: Submission, place: int) -> tuple[object, ...]:
    result = submission.result
    return (
        *(result.learner, place, result.id, result.exercise, submission.outcome, result.points),
        *(submission.max_points, result.cost, json.dumps(submission.metrics, sort_keys=True)),
        *(submission.reason_key, submission.reason.en, submission.reason.ja),
        *(submission.language, result.submitted_at, submission.judged_at, submission.cause),
        int(submission.demo),
    )


def _bests(build: Build, mine: Mapping[str, list[Submission]]) -> list[tuple[object, ...]]:
    rows = []
    for exercise in build.exercises:
        ranked = build.ranked[exercise.id]
        many = len(ranked) >= build.rules.min_learners
        for row in ranked:
            place = decile(row.rank, len(ranked)) if many else None
            rows.append(_best(build, row.best.result.id, row.rank, place, row.best.attempts))
        on_board = {row.best.result.learner for row in ranked}
        for learner in build.people.keys() - on_board:
            rows += _best_off_board(build, exercise, mine.get(learner, []))
    return rows


def _best_off_board(
    build: Build, exercise: Exercise, own: Sequence[Submission]
) -> list[tuple[object, ...]]:
    results = [s.result for s in own if s.result.exercise == exercise.id]
    if not results:
        return []
    # No points, so no place; the last attempt is what the learner works on.
    last = max(results, key=lambda r: (r.submitted_at, r.id))
    return [_best(build, last.id, None, None, len(results))]


def _best(
    build: Build, result_id: int, rank: int | None, place: int | None, attempts: int
) -> tuple[object, ...]:
    made = build.submissions[result_id]
    result = made.result
    return (
        *(result.learner, result.exercise, made.outcome, result.points),
        *(result.cost if result.accepted else None, made.merit),
        *(json.dumps(made.metrics, sort_keys=True), rank, place, attempts, result.submitted_at),
        *(result.id, made.isolation_level, made.method, made.judge_version),
    )


def _neighbours(build: Build) -> list[tuple[object, ...]]:
    totals = build.totals(build.inputs.released)
    rows: list[tuple[object, ...]] = []
    for total in totals:
        rows += [
            (
                *(total.learner, row.ord, row.rank, build.people[row.learner].handle),
                *(row.score, row.solved),
            )
            for row in neighbours(totals, total.learner)
        ]
    return rows


def _mastery(reached: Sequence[Reached], minimum: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    skills = sorted(reached[0].mastery) if reached else []
    for skill in skills:
        active = sorted(-one.mastery[skill] for one in reached if one.active)
        for one in reached:
            place = None
            if one.active and one.mastery[skill] > 0 and len(active) >= minimum:
                place = decile(bisect_left(active, -one.mastery[skill]) + 1, len(active))
            percent = round(one.mastery[skill] / 1000)
            rows.append((one.learner, skill, percent, int(skill in one.tried), place))
    return rows
