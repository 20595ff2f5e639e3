"""Read what a build of the boards starts from: results, identity, catalog and consortium."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from grader import catalog as content
from grader import consortium, exercise, identity
from grader.judge.explain import message
from grader.judge.scoring import UNITS, in_units
from grader.results import records as stored
from grader.results.store import Recorded, Store
from grader.state import State
from grader.verdict import Outcome, Reason, Verdict
from leaderboard.records import (
    Baseline,
    Company,
    Course,
    Exercise,
    Formula,
    Inputs,
    Names,
    Person,
    Track,
)
from leaderboard.tally import Tally
from leaderboard.writer import REFUSED

__all__ = ["read_inputs", "read_people", "read_results", "sign_results"]

_DECIMALS = {"none": 0, "nisq-v1": 0, "ft-v1": 0, "mapped-v1": 4, "objective-v1": 6}


def read_inputs(state: State, catalog: content.Catalog) -> Inputs:
    """Read everything that one build uses.

    Raises:
        ConfigError: If there is no such state directory, or its settings are not valid.
        ResultsError: If a store cannot be read.
        ExerciseInvalid: If an exercise of the catalog breaks the format.
    """
    settings = consortium.load_consortium(state.consortium)
    with Store(state.results, readonly=True) as store:
        watermark = store.watermark()
        yardsticks = store.baselines()
        pending = store.pending_since()
    exercises = {e.id: e for e in catalog.exercises()}
    baselines = [b for b in yardsticks if _present(b, exercises)]
    return Inputs(
        consortium=_names(settings.name),
        host=_names(settings.host),
        companies=tuple(_company(company) for company in settings.companies),
        people=read_people(state),
        exercises=tuple(_exercise(e, baselines) for e in exercises.values()),
        courses=tuple(_course(course) for course in catalog.courses()),
        formulas=tuple(
            Formula(id=name, scale=UNITS.get(name, 1), decimals=_DECIMALS.get(name, 0))
            for name in exercise.FORMULAS
        ),
        baselines=tuple(_baseline(b) for b in baselines),
        watermark=watermark,
        pending_since=None if pending is None else _seconds(pending),
        salt=secrets.token_hex(16),
        secret=state.secret(),
        time_zone=settings.time_zone,
        company_standings=settings.disclosure.company_standings,
        contact=settings.contact,
        retention_months=settings.retention_months,
    )


def read_people(state: State) -> tuple[Person, ...]:
    """Read the learners; staff, test accounts and people who withdrew are none.

    Raises:
        ResultsError: If the store cannot be read.
    """
    with identity.Identity(state.identity, readonly=True) as known:
        return tuple(
            _person(one) for one in known.people() if (one.kind, one.role) == ("learner", "learner")
        )


def sign_results(state: State, now: int) -> str:
    """Sign the end of the chain of verdicts, and return it as one word.

    Whoever keeps a board can show by it that no verdict before was changed or cut off later.

    Raises:
        ResultsError: If the store cannot be written.
    """
    with Store(state.results) as store:
        return str(store.ledger.sign(state.secret(), datetime.fromtimestamp(now, UTC)))


def read_results(state: State, catalog: content.Catalog, tally: Tally) -> None:
    """Bring the tally up to date with the results store.

    Raises:
        ResultsError: If the store is damaged.
    """
    exercise_of = cache(catalog.exercise)

    def explain(one: Recorded) -> Names:
        judged = exercise_of(one.exercise)
        verdict = Verdict(
            exercise=one.exercise,
            version=one.version,
            outcome=Outcome(one.outcome),
            reason=Reason(key=one.reason_key, params=json.loads(one.reason)),
            cost=one.cost,
        )
        return Names(en=message(verdict, "en", judged), ja=message(verdict, "ja", judged))

    try:
        tally.take_in(state.results, explain)
    except REFUSED:
        with Store(state.results, readonly=True) as store:
            store.read_through()  # says so if it is this file, and not the tally
        raise


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
