"""A submission of the demo before it is written and handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

__all__ = ["PlannedSubmission"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSubmission:
    """One notebook that is going to be handed in.

    Attributes:
        course: Course id; `assignment` is the id without language.
        at: When it was handed in, UTC.
        number: 1 for the learner's first attempt at this assignment.
        answers: Code for the solution cell by exercise; ``None`` leaves the cell as released.
        tidy: The learner has cleared the lesson's own code away and kept the exercises.
        twist: What is odd about the notebook, see `grader.demo.notebooks`; ``""`` for nothing.
    """

    learner: str
    course: str
    assignment: str
    language: str
    at: datetime
    number: int
    answers: Mapping[str, str | None]
    tidy: bool = False
    twist: str = ""
