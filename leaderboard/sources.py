"""Read what a build of the boards starts from: results, identity, catalog and consortium."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from grader import catalog as content
from grader import consortium, exercise, identity
from grader.judge.explain import message
from grader.judge.scoring import UNITS, in_units
from grader.results import records as stored
from grader.results.store import Store
from grader.state import State
from grader.verdict import Outcome
from leaderboard.ranking import Result
from leaderboard.records import (
    Baseline,
    Company,
    Course,
    Exercise,
    Formula,
    Inputs,
    Names,
    Person,
    Submission,
    Track,
)

__all__ = ["read_inputs"]

_UNFINISHED = ("waiting", "leased")
_DECIMALS = {"none": 0, "nisq-v1": 0, "ft-v1": 0, "mapped-v1": 4, "objective-v1": 6}


def read_inputs(state: State, catalog: content.Catalog) -> Inputs:
    """Read everything that one build uses.

    Raises:
        ConfigError: If there is no such state directory, or its settings are not valid.
        ResultsError: If a store cannot be read.
        ExerciseInvalid: If an exercise of the catalog breaks the format.
    """
    settings = consortium.load_consortium(state.consortium)
    with identity.Identity(state.identity, readonly=True) as known:
        people = [p for p in known.people() if p.kind == "learner" and p.role == "learner"]
    with Store(state.results, readonly=True) as store:
        watermark = store.watermark()
        rows = store.verdicts()
        attempts = {attempt.id: attempt for attempt in store.attempts()}
        yardsticks = store.baselines()
        judged = {row.attempt_id for row in rows}
        pending = [
            _seconds(attempt.submitted_at)
            for attempt in attempts.values()
            if attempt.id not in judged and store.queue.entry(attempt.id).state in _UNFINISHED
        ]
    exercises = {e.id: e for e in catalog.exercises()}
    learners = {person.learner_id for person in people}
    standing = [
        row
        for row in rows
        if row.counted
        and row.learner in learners
        and row.exercise in exercises
        and row.version == exercises[row.exercise].version
        and row.outcome is not Outcome.JUDGE_ERROR
    ]
    baselines = [b for b in yardsticks if _present(b, exercises)]
    return Inputs(
        consortium=_names(settings.name),
        host=_names(settings.host),
        companies=tuple(_company(company) for company in settings.companies),
        people=tuple(_person(person) for person in people),
        exercises=tuple(_exercise(e, baselines) for e in exercises.values()),
        courses=tuple(_course(course) for course in catalog.courses()),
        formulas=tuple(
            Formula(id=name, scale=UNITS.get(name, 1), decimals=_DECIMALS.get(name, 0))
            for name in exercise.FORMULAS
        ),
        baselines=tuple(_baseline(b) for b in baselines),
        submissions=tuple(
            _submission(row, attempts[row.attempt_id], exercises[row.exercise]) for row in standing
        ),
        watermark=watermark,
        pending_since=min(pending, default=None),
        salt=secrets.token_hex(16),
        time_zone=settings.time_zone,
        company_standings=settings.disclosure.company_standings,
        shared_account=any(row.demo for row in standing),
    )


def _submission(
    row: stored.VerdictRow, attempt: stored.Attempt, judged: exercise.Exercise
) -> Submission:
    accepted = row.outcome is Outcome.ACCEPTED
    return Submission(
        result=Result(
            id=row.id,
            learner=row.learner,
            exercise=row.exercise,
            accepted=accepted,
            points=row.points,
            cost=row.cost,
            submitted_at=_seconds(row.submitted_at),
        ),
        outcome=str(row.outcome),
        max_points=row.max_points,
        merit=round(1000 * (row.merit or 0)) if accepted else 0,
        metrics=row.metrics,
        reason_key=row.reason_key,
        reason=Names(
            en=message(row.verdict, "en", judged),
            ja=message(row.verdict, "ja", judged),
        ),
        course=row.course,
        assignment=row.assignment,
        language=attempt.language,
        judged_at=_seconds(row.judged_at),
        judge_version=row.judge_version,
        method=row.method,
        isolation_level=row.isolation_level,
        cause=row.cause,
        demo=row.demo,
    )


def _exercise(one: exercise.Exercise, baselines: list[stored.Baseline]) -> Exercise:
    score = one.score
    ranked = score.formula in UNITS
    best = None if score.best is None or not ranked else in_units(score.formula, score.best)
    if best is None and ranked:
        # The reference solution stands in for a best known cost that nobody has stated.
        costs = [b.verdict.cost for b in baselines if (b.exercise, b.kind) == (one.id, "reference")]
        best = next((cost for cost in costs if cost is not None), None)
    return Exercise(
        id=one.id,
        version=one.version,
        title=_names(one.title),
        level=one.level,
        checker=one.checker,
        skills=one.skills,
        max_points=one.max_points,
        formula=score.formula,
        direction=score.direction,
        par=in_units(score.formula, score.par) if ranked and score.par is not None else None,
        best=best,
        limits=one.limits.of_metrics(),
        track=None if one.track is None else Track(one.track.level, one.track.source),
    )


def _present(baseline: stored.Baseline, exercises: Mapping[str, exercise.Exercise]) -> bool:
    present = exercises.get(baseline.exercise)
    return present is not None and present.version == baseline.version


def _baseline(row: stored.Baseline) -> Baseline:
    return Baseline(
        exercise=row.exercise,
        kind=row.kind,
        label=row.label,
        outcome=str(row.verdict.outcome),
        points=row.verdict.points,
        cost=row.verdict.cost,
        metrics=row.verdict.metrics,
        judge_version=row.verdict.versions.get("judge", ""),
        judged_at=_seconds(row.judged_at),
    )


def _person(person: identity.Person) -> Person:
    return Person(
        learner=person.learner_id,
        handle=person.handle,
        company=person.company_id,
        public=person.show_name,
        name=person.display_name,
        show_company=person.show_company,
        joined_at=_seconds(person.joined_at),
    )


def _company(company: consortium.Company) -> Company:
    return Company(
        id=company.id,
        name=_names(company.name),
        industry=company.industry,
        standing=company.standing,
    )


def _course(course: content.Course) -> Course:
    return Course(
        id=course.id,
        title=_names(course.title),
        level=course.level,
        exercises=course.exercises,
        required=course.required,
    )


def _names(text: exercise.Text) -> Names:
    return Names(en=text.en, ja=text.ja)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
