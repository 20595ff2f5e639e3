"""The fictional members of the demo: who they are, how many learn, and how they go about it."""

from dataclasses import dataclass
from pathlib import Path

from grader.consortium import Company, load_consortium

__all__ = ["PROFILES", "TEMPLATE", "Profile", "companies"]

TEMPLATE = Path(__file__).parent / "consortium.toml"
"""The demo's ``consortium.toml``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the people of one company learn; the verdicts follow from it only through judging.

    Attributes:
        learners: How many people take part.
        ability: How good their first answers are, on average, 0 to 1.
        persistence: How likely they try again after a result that can be improved.
        reach: Share that takes up each assignment, in the order of the curriculum.
        japanese: Share of Japanese notebooks.
    """

    learners: int
    ability: float
    persistence: float
    reach: tuple[float, float, float, float]
    japanese: float = 0.8


# Seven with 20 or more, one between, and one so small that its figures must be withheld.
PROFILES: dict[str, Profile] = {
    "raijin-electric": Profile(
        learners=26, ability=0.68, persistence=0.22, reach=(0.75, 0.88, 0.75, 0.54)
    ),
    "kaguya-chemical": Profile(
        learners=24, ability=0.62, persistence=0.2, reach=(0.7, 0.88, 0.7, 0.54)
    ),
    "fujin-motors": Profile(
        learners=23, ability=0.55, persistence=0.18, reach=(0.6, 0.78, 0.6, 0.54)
    ),
    "tengu-bank": Profile(
        learners=22, ability=0.5, persistence=0.16, reach=(0.55, 0.73, 0.55, 0.6)
    ),
    "kitsunebi-materials": Profile(
        learners=22, ability=0.58, persistence=0.14, reach=(0.58, 0.73, 0.58, 0.54)
    ),
    "baku-life": Profile(
        learners=21, ability=0.42, persistence=0.16, reach=(0.53, 0.67, 0.53, 0.6)
    ),
    "ryugu-lines": Profile(
        learners=21, ability=0.38, persistence=0.12, reach=(0.53, 0.62, 0.53, 0.53)
    ),
    "tanuki-systems": Profile(
        learners=14, ability=0.65, persistence=0.2, reach=(0.8, 0.93, 0.8, 0.8), japanese=0.5
    ),
    "kodama-telecom": Profile(
        learners=7, ability=0.5, persistence=0.16, reach=(0.85, 0.85, 0.6, 0.45)
    ),
}


def companies() -> tuple[Company, ...]:
    """Return the demo's companies as its ``consortium.toml`` states them."""
    return load_consortium(TEMPLATE).companies
