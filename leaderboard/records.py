"""What publishing starts from beside the results: plain values, whatever store they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "Baseline",
    "Company",
    "Course",
    "Exercise",
    "Formula",
    "Inputs",
    "Names",
    "Person",
    "Track",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """One text in both languages."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A member company. `standing` is how it wants to stand in the list: named, unnamed or off."""

    id: str
    name: Names
    industry: str = ""
    standing: str = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A learner under a handle; staff and test accounts never come this far.

    Attributes:
        public: Chose that everybody may see the handle.
        show_company: Chose to show the company beside the handle.
        joined_at: Seconds since 1970 UTC.
    """

    learner: str
    handle: str
    company: str
    public: bool = False
    show_company: bool = False
    joined_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A ranking formula. A cost of `scale` is one in the formula's own unit."""

    id: str
    scale: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Track:
    """What makes an exercise an open challenge: its level, and where it comes from."""

    level: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An exercise in its present version. `par` and `best` are integer costs."""

    id: str
    version: int
    title: Names
    level: str
    checker: str
    skills: tuple[str, ...]
    max_points: int
    formula: str
    direction: str
    par: int | None
    best: int | None
    limits: Mapping[str, int] = field(default_factory=dict)
    track: Track | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course with its exercises in order."""

    id: str
    title: Names
    level: str
    exercises: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A yardstick on a board, judged like a submission and never ranked."""

    exercise: str
    kind: str
    label: str
    outcome: str
    points: int
    cost: int | None
    metrics: Mapping[str, float]
    judge_version: str
    judged_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that one build of the boards uses beside the results, which the tally holds.

    Attributes:
        watermark: How far the results store had been written.
        pending_since: When the earliest attempt that still waits for its verdicts was submitted.
        salt: Secret of this build; numbers the companies that are not named.
        secret: Of the deployment; numbers the verdicts.
        time_zone: Weeks close on Monday, 00:00, in this zone.
        company_standings: Whether members see each other's headline figures.
        contact: Whom to ask about an error; ``""``: nobody is named.
        retention_months: Age at which notebooks and answers are deleted.
    """

    consortium: Names
    host: Names
    companies: tuple[Company, ...]
    people: tuple[Person, ...]
    exercises: tuple[Exercise, ...]
    courses: tuple[Course, ...]
    formulas: tuple[Formula, ...]
    baselines: tuple[Baseline, ...]
    watermark: int = 0
    pending_since: int | None = None
    salt: str = ""
    secret: bytes = field(default=b"", repr=False)
    time_zone: str = "Asia/Tokyo"
    company_standings: bool = True
    contact: str = ""
    retention_months: int = 24

    @property
    def released(self) -> tuple[str, ...]:
        """Exercises that some course offers, each once, in course order."""
        return tuple(dict.fromkeys(name for course in self.courses for name in course.exercises))

    @property
    def required(self) -> tuple[str, ...]:
        """Exercises that some course requires, each once."""
        return tuple(dict.fromkeys(name for course in self.courses for name in course.required))
