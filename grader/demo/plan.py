"""Who of the demo consortium hands in what, and when. The same seed and day give the same plan."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from grader.catalog import Catalog
from grader.consortium import Company
from grader.demo.answers import Answers
from grader.demo.companies import PROFILES, Profile, companies
from grader.demo.planned import PlannedSubmission
from grader.demo.twists import with_twists
from grader.draw import Draw
from grader.identity import Person

__all__ = ["WEEKS", "YOU", "Population", "population"]

WEEKS = 9
"""Closed ISO weeks over which the submissions are spread."""
YOU = "l-000001"
"""The person at the screen: a learner of the first company who has handed in nothing yet."""

_HOME = "raijin-electric"
_TOKYO = ZoneInfo("Asia/Tokyo")
_LESSONS = (
    ("c0", "conventions"),
    ("c1", "bell"),
    ("taster", "tour"),
    ("taster", "managers"),
)
_CHALLENGE = ("open", "challenges")
_CHALLENGERS = 10
"""Of the ablest learners, who take up the open challenges in the last weeks."""
# How good an answer must be to be right at all; what is above decides how clever it is.
_DIFFICULTY: Mapping[str, float] = {
    "bit-order": 0.2,
    "exp-values": 0.3,
    "basis-states-fn": 0.35,
    "bell-pair": 0.3,
    "toffoli-6cx": 0.45,
    "ghz-12-kawasaki": 0.55,
    "h2-vqe": 0.5,
    "mgr-basics": 0.0,
}
_MOST_ATTEMPTS = 3
# Lessons draw and simulate a lot; most learners hand in what they did themselves.
_TIDY = 0.92
# Figures about fewer than ten people are withheld: enough people of a large company take part.
_ENOUGH = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The demo consortium before anything is graded.

    Attributes:
        people: All learners, `YOU` included.
        plan: Submissions in order of time; hand them in in this order, so that the number of an
            attempt is the planned one.
    """

    companies: tuple[Company, ...]
    people: tuple[Person, ...]
    plan: tuple[PlannedSubmission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Learner:
    person: Person
    profile: Profile
    ability: float
    language: str
    lessons: tuple[tuple[str, str], ...]


def population(
    seed: int = 1, *, now: datetime | None = None, catalog: Catalog | None = None
) -> Population:
    """Plan the demo consortium.

    Args:
        seed: Another number gives other people.
        now: The submissions end with the last ISO week (Asia/Tokyo) that is closed then; left
            out: the present time.
        catalog: Where exercises and courses are found.
    """
    catalog = Catalog.default() if catalog is None else catalog
    end = _last_monday(datetime.now(UTC) if now is None else now)
    start = end - timedelta(weeks=WEEKS)
    answers = Answers(catalog)
    lessons = {
        (course.id, lesson.id): lesson.exercises
        for course in catalog.courses()
        for lesson in course.assignments
    }
    taught = [key for key in _LESSONS if key in lessons]
    learners = list(_learners(seed, start, taught))
    plan = [
        one for learner in learners for one in _submissions(learner, lessons, answers, start, seed)
    ]
    if _CHALLENGE in lessons:
        plan += _challenges(learners, lessons[_CHALLENGE], answers, end, seed)
    you = _person(1, _HOME, seed, start)
    return Population(
        companies=companies(),
        people=(you, *(learner.person for learner in learners)),
        plan=tuple(with_twists(sorted(plan, key=_in_time), answers, _stream(seed, "twists"))),
    )


def _stream(*names: object) -> random.Random:
    """Return random numbers of their own, so that new content changes answers and no people."""
    return random.Random("/".join(map(str, names)))  # noqa: S311 - a simulation, no secret


def _last_monday(now: datetime) -> datetime:
    day = now.astimezone(_TOKYO).date()
    monday = day - timedelta(days=day.weekday())
    return datetime(monday.year, monday.month, monday.day, tzinfo=_TOKYO).astimezone(UTC)


def _in_time(one: PlannedSubmission) -> tuple[datetime, str]:
    return one.at, one.learner


def _person(number: int, company: str, seed: int, joined_at: datetime) -> Person:
    rng = _stream(seed, "person", number)
    return Person(
        learner_id=f"l-{number:06d}",
        company_id=company,
        handle=f"qubit-{rng.getrandbits(24):06x}",
        show_company=number > 1 and rng.random() < 0.25,
        joined_at=joined_at,
    )


def _learners(seed: int, start: datetime, lessons: Sequence[tuple[str, str]]) -> Iterator[_Learner]:
    number = 1
    for company, profile in PROFILES.items():
        rng = _stream(seed, "company", company)
        eager = [rng.random() for _ in range(profile.learners)]
        taking = [_takers(profile, _LESSONS.index(lesson), eager, rng) for lesson in lessons]
        for place in range(profile.learners):
            number += 1
            taken = tuple(
                lesson for lesson, takers in zip(lessons, taking, strict=True) if place in takers
            )
            yield _Learner(
                person=_person(number, company, seed, start),
                profile=profile,
                ability=min(max(rng.gauss(profile.ability, 0.17), 0.05), 0.95),
                language="ja" if rng.random() < profile.japanese else "en",
                # Whoever was drawn for nothing at least solves the first circuit.
                lessons=taken or (lessons[min(1, len(lessons) - 1)],),
            )


def _takers(
    profile: Profile, lesson: int, eager: Sequence[float], rng: random.Random
) -> frozenset[int]:
    """Draw who takes up a lesson: mostly those who take up the others as well."""
    size = round(profile.reach[lesson] * profile.learners)
    if profile.learners > _ENOUGH:
        size = max(size, _ENOUGH)
    order = sorted(range(profile.learners), key=lambda place: eager[place] + rng.gauss(0, 0.15))
    return frozenset(order[:size])


def _submissions(
    learner: _Learner,
    lessons: Mapping[tuple[str, str], Sequence[str]],
    answers: Answers,
    start: datetime,
    seed: int,
) -> Iterator[PlannedSubmission]:
    drafts = [
        draft
        for key in learner.lessons
        for draft in _attempts(learner, key, lessons[key], answers, seed)
    ]
    rng = _stream(seed, "times", learner.person.learner_id)
    # In the order of the curriculum, spread from the learner's first week to the end.
    end = WEEKS * 7
    first = rng.uniform(0, end * 0.65)
    later = (first + (end - first) * rng.random() ** 0.8 for _ in drafts[1:])
    days = [first, *later]
    times = sorted(_office_hours(start, day, rng) for day in days)
    for place, (draft, at) in enumerate(zip(drafts, times, strict=True)):
        yield replace(draft, at=at + timedelta(minutes=7 * place))


def _challenges(
    learners: Sequence[_Learner],
    exercises: Sequence[str],
    answers: Answers,
    end: datetime,
    seed: int,
) -> Iterator[PlannedSubmission]:
    ablest = sorted(learners, key=lambda one: (-one.ability, one.person.learner_id))
    for learner in ablest[:_CHALLENGERS]:
        rng = _stream(seed, "challenges", learner.person.learner_id)
        first = WEEKS * 7 - rng.uniform(5, 25)
        for draft in _attempts(learner, _CHALLENGE, exercises, answers, seed):
            start = end - timedelta(weeks=WEEKS)
            at = _office_hours(start, first + 2 * (draft.number - 1), rng)
            yield replace(draft, at=at + timedelta(minutes=draft.number))


def _office_hours(start: datetime, day: float, rng: random.Random) -> datetime:
    whole = int(day)
    weekday = whole % 7
    if weekday > 4 and rng.random() < 0.8:  # few learn at the weekend
        whole -= weekday - 4
    return start + timedelta(days=whole, seconds=int((9 + 10 * (day % 1)) * 3600))


def _attempts(
    learner: _Learner,
    key: tuple[str, str],
    exercises: Sequence[str],
    answers: Answers,
    seed: int,
) -> Iterator[PlannedSubmission]:
    course, assignment = key
    rng = _stream(seed, "attempts", learner.person.learner_id, assignment)
    skill = learner.ability
    for number in range(1, _MOST_ATTEMPTS + 1):
        quality = {name: _quality(skill, name, rng) for name in exercises}
        yield PlannedSubmission(
            learner=learner.person.learner_id,
            course=course,
            assignment=assignment,
            language=learner.language,
            at=learner.person.joined_at,
            number=number,
            tidy=rng.random() < _TIDY,
            answers={
                name: _answer(learner, name, value, number, answers, seed)
                for name, value in quality.items()
            },
        )
        wrong = min(quality.values()) < 0
        again = learner.profile.persistence + (0.3 if wrong else 0)
        if min(quality.values()) > 0.8 or rng.random() > again:
            return
        skill = min(skill + rng.uniform(0.12, 0.3), 1.0)


def _quality(skill: float, exercise: str, rng: random.Random) -> float:
    """Return below 0 for a wrong answer, else 0 (clumsy) to 1 (clever)."""
    difficulty = _DIFFICULTY.get(exercise, 0.4)
    shown = min(skill + rng.gauss(0, 0.12), 1.0)
    return (shown - difficulty) / (1 - difficulty)


def _answer(
    learner: _Learner,
    exercise: str,
    quality: float,
    number: int,
    answers: Answers,
    seed: int,
) -> str | None:
    rng = _stream(seed, "answer", learner.person.learner_id, exercise, number)
    if answers.is_sheet(exercise):
        draw = Draw(learner=learner.person.learner_id, attempt=number)
        known = 0.5 + 0.45 * min(max(quality, 0.0), 1.0)
        return answers.sheet(exercise, draw, known, rng)
    if quality < -0.6:
        return None
    return answers.refused(exercise, rng) if quality < 0 else answers.right(exercise, quality, rng)
