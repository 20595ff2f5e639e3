"""A made-up crowd for load: learners, attempts and verdicts, written as grading would write them.

For measurements only: nothing was submitted and nothing judged, and no page of a real
installation is ever made from it. The same seed gives the same crowd.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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

__all__ = ["Crowd", "one_more", "write_crowd"]

_INDUSTRIES = ("cars", "electronics", "banking", "chemistry")
_START = datetime(2026, 5, 3, 15, tzinfo=UTC)
"""A Monday, 00:00, in Tokyo."""
_STEP = 1000
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

    @property
    def ends_at(self) -> datetime:
        """When the last week is over."""
        return _START + timedelta(weeks=self.weeks)


def write_crowd(
    state: State, catalog: Catalog, crowd: Crowd, written: Callable[[int], None] | None = None
) -> None:
    """Fill an empty state directory.

    Args:
        state: The directory.
        catalog: Whose exercises are solved.
        crowd: How many of everything.
        written: Told how many results were written, now and then.

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
    write_graded(state.results, _told(_attempts(catalog, crowd, rng), written))


def one_more(state: State, catalog: Catalog, crowd: Crowd, moment: datetime) -> None:
    """Add one accepted result of the first learner.

    Raises:
        ResultsError: If the store refuses.
    """
    rng = random.Random(crowd.seed)  # noqa: S311 - a load, not a secret
    course, assignment, exercise = _places(catalog)[0]
    verdict = _verdict(exercise, 1.0, rng)
    write_graded(state.results, [_graded(1, course, assignment, f"more-{moment}", verdict, moment)])


def _told(attempts: Iterable[Graded], written: Callable[[int], None] | None) -> Iterator[Graded]:
    for number, one in enumerate(attempts, start=1):
        yield one
        if written is not None and number % _STEP == 0:
            written(number)


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


def _places(catalog: Catalog) -> list[tuple[str, str, Exercise]]:
    return [
        (course.id, assignment.id, catalog.exercise(exercise))
        for course in catalog.courses()
        for assignment in course.assignments
        for exercise in assignment.exercises
    ]


def _attempts(catalog: Catalog, crowd: Crowd, rng: random.Random) -> Iterator[Graded]:
    """Yield attempts in order of time; learners get better, and some never stop trying."""
    places = _places(catalog)
    ability = [rng.betavariate(2, 2) for _ in range(crowd.learners)]
    # A few learners make most of the attempts.
    weights = [rng.paretovariate(1.5) for _ in range(crowd.learners)]
    chosen = rng.choices(range(crowd.learners), weights, k=crowd.results)
    step = (crowd.ends_at - _START) / crowd.results
    for number, learner in enumerate(chosen):
        course, assignment, exercise = rng.choice(places)
        verdict = _verdict(exercise, 0.3 + 0.6 * ability[learner], rng)
        moment = _START + number * step
        yield _graded(learner + 1, course, assignment, f"load-{number}", verdict, moment)


def _graded(
    learner: int, course: str, assignment: str, arrival: str, verdict: Verdict, moment: datetime
) -> Graded:
    return Graded(
        arrival=Arrival(
            learner=f"l-{learner:06d}",
            course=course,
            assignment=assignment,
            notebook=assignment,
            language="en",
            arrival=arrival,
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
    outcome, key = rng.choice(_REFUSALS)
    fidelity = f"{rng.randrange(20) * 5} %"
    refused = Verdict(
        exercise=exercise.id,
        version=exercise.version,
        outcome=outcome,
        reason=Reason(key=key, params={"fidelity": fidelity, "pattern": "wide"}),
        max_points=exercise.max_points,
        metrics={"n2q": rng.randrange(3, 60), "depth2q": rng.randrange(2, 40)},
        method="statevector",
    )
    if rng.random() > chance:
        return refused
    score, cost, merit = exercise.score, None, None
    if score.formula in UNITS:
        # Learners' circuits come in few sizes; many share a cost.
        step = rng.randrange(40)
        cost = int(UNITS[score.formula] * (score.par or 1) * (0.8 + step / 20)) or 1
        merit = 100 - 2.0 * step
    share = 1.0 if cost is None else rng.choice((0.6, 0.9, 1.0))
    return replace(
        refused,
        outcome=Outcome.ACCEPTED,
        reason=Reason(key="accepted", params={}),
        points=int(share * exercise.max_points),
        cost=cost,
        merit=merit,
    )
