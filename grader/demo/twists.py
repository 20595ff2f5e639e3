"""A few odd notebooks among the demo's: what they are, and who hands them in."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.demo.answers import Answers
from grader.demo.planned import PlannedSubmission

__all__ = ["with_twists"]

# Few of each; "endless" costs wall time.
_TWISTS: Mapping[str, tuple[str, int]] = {
    "endless": ("bell", 1),
    "endless-call": ("conventions", 2),
    "syntax-error": ("bell", 4),
    "forged-outputs": ("bell", 5),
    "no-grade-cell": ("bell", 3),
    "no-cells": ("conventions", 2),
    "flood": ("bell", 2),
    "truncated": ("bell", 1),
}


def with_twists(
    plan: Sequence[PlannedSubmission], answers: Answers, rng: random.Random
) -> Iterator[PlannedSubmission]:
    """Make some first attempts odd, of learners who try again afterwards."""
    again = {(one.learner, one.assignment) for one in plan if one.number == 2}
    twisted: dict[int, str] = {}
    for twist, (assignment, count) in _TWISTS.items():
        able = [
            place
            for place, one in enumerate(plan)
            if one.assignment == assignment
            and one.number == 1
            and place not in twisted
            and (one.learner, one.assignment) in again
        ]
        twisted |= dict.fromkeys(rng.sample(able, min(count, len(able))), twist)
    for place, one in enumerate(plan):
        twist = twisted.get(place, "")
        changed = dict(one.answers)
        if twist in ("endless", "endless-call"):
            exercise = "bell-pair" if twist == "endless" else "basis-states-fn"
            changed[exercise] = answers.endless(exercise)
        yield replace(one, twist=twist, answers=changed)
