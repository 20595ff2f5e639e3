"""A made-up crowd for load: learners, attempts and verdicts, written as grading would write them.

For measurements only: nothing was submitted and nothing judged, and no page of a real
installation is ever made from it. The same seed gives the same crowd.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grader.catalog import Catalog
from grader.exercise import Exercise
from grader.identity import Identity, Person
from grader.install import initialise
from grader.judge.scoring import UNITS
from grader.results.bulk import Graded, write_graded
from grader.results.records import Arrival, Judged
from grader.state import State
from grader.verdict import Outcome, Reason, Verdict

__all__ = ["Crowd", "write_crowd"]

_INDUSTRIES = ("cars", "electronics", "banking", "chemistry")
_START = datetime(2026, 5, 4, tzinfo=UTC)
_REFUSALS = (
    (Outcome.WRONG_ANSWER, "fidelity"),
    (Outcome.FORM_ERROR, "type"),
    (Outcome.LIMIT_EXCEEDED, "limit"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many of everything.

    Attributes:
        results: Judged attempts, one exercise each.
        weeks: Over how many weeks they are spread.
    """

    learners: int = 5_000
    companies: int = 12
    results: int = 200_000
    weeks: int = 26
    seed: int = 1


def write_crowd(state: State, catalog: Catalog, crowd: Crowd) -> None:
    """Fill an empty state directory.

    Raises:
        ConfigError: If the directory cannot be used.
        ResultsError: If a store refuses.
    """
    initialise(state, settings=_settings(crowd))
    rng = random.Random(crowd.seed)  # noqa: S311 - a load, not a secret
    people = [
        Person(
            learner_id=f"l-{number:06d}",
            company_id=f"load-{rng.randrange(crowd.companies) + 1:02d}",
            handle=f"qubit-{number:06x}",
            joined_at=_START,
        )
        for number in range(1, crowd.learners + 1)
    ]
    with Identity(state.identity) as identity:
        identity.put_people(people)
    write_graded(state.results, _attempts(catalog, crowd, rng))


def _settings(crowd: Crowd) -> str:
    companies = "".join(
        f'\n[[company]]\nid = "load-{number:02d}"\n'
        f'name = {{ en = "Load {number}", ja = "負荷{number}" }}\n'
        f'industry = "{_INDUSTRIES[number % len(_INDUSTRIES)]}"\n'
        for number in range(1, crowd.companies + 1)
    )
    return (
        'name = { en = "Load test", ja = "負荷試験" }\n'
        'host = { en = "Load test", ja = "負荷試験" }\n' + companies
    )


def _attempts(catalog: Catalog, crowd: Crowd, rng: random.Random) -> Iterator[Graded]:
    """Yield attempts in order of time; learners get better, and some never stop trying."""
    places = [
        (course.id, assignment.id, catalog.exercise(exercise))
        for course in catalog.courses()
        for assignment in course.assignments
        for exercise in assignment.exercises
    ]
    ability = [rng.betavariate(2, 2) for _ in range(crowd.learners)]
    # A few learners make most of the attempts.
    weights = [rng.paretovariate(1.5) for _ in range(crowd.learners)]
    chosen = rng.choices(range(crowd.learners), weights, k=crowd.results)
    span = crowd.weeks * 7 * 86_400
    step = span / crowd.results
    for number, learner in enumerate(chosen):
        course, assignment, exercise = rng.choice(places)
        moment = _START + timedelta(seconds=int(number * step))
        verdict = _verdict(exercise, 0.3 + 0.6 * ability[learner], rng)
        yield Graded(
            arrival=Arrival(
                learner=f"l-{learner + 1:06d}",
                course=course,
                assignment=assignment,
                notebook=assignment,
                language=rng.choice(("en", "ja")),
                arrival=f"load-{number}",
                data=b"{}",
                submitted_at=moment,
                demo=True,
            ),
            judged=Judged(
                verdict=verdict,
                digest="0" * 64,
                judge_version="load",
                isolation_level=4,
                wall_s=0.1,
                cpu_s=0.1,
                peak_mib=60.0,
            ),
            judged_at=moment + timedelta(seconds=2),
        )


def _verdict(exercise: Exercise, chance: float, rng: random.Random) -> Verdict:
    common = {
        "exercise": exercise.id,
        "version": exercise.version,
        "max_points": exercise.max_points,
        "method": "statevector",
        "metrics": {"n2q": rng.randrange(3, 60), "depth2q": rng.randrange(2, 40)},
    }
    if rng.random() > chance:
        outcome, key = rng.choice(_REFUSALS)
        params = {"fidelity": f"{rng.randrange(0, 999) / 10} %", "pattern": "wide"}
        return Verdict(outcome=outcome, reason=Reason(key=key, params=params), **common)
    score, cost, merit = exercise.score, None, None
    if score.formula in UNITS:
        cost = int(UNITS[score.formula] * (score.par or 1) * rng.uniform(0.8, 3))
        merit = rng.uniform(20, 100)
    share = 1.0 if cost is None else rng.choice((0.6, 0.9, 1.0))
    return Verdict(
        outcome=Outcome.ACCEPTED,
        reason=Reason(key="accepted", params={}),
        points=int(share * exercise.max_points),
        cost=cost,
        merit=merit,
        **common,
    )
