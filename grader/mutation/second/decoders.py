"""Second opinion on decoders: error rates on other shots, against the statement's bound."""

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from grader.exercise import Exercise
from grader.judge.loading import load_task

__all__ = ["decoder_meets"]


def decoder_meets(function: Callable[..., Any], exercise: Exercise) -> str | None:
    """Say how many shots of a draw of its own a decoder gets wrong, if that is few enough."""
    shots: defaultdict[str, int] = defaultdict(int)
    wrong: defaultdict[str, int] = defaultdict(int)
    reference: defaultdict[str, int] = defaultdict(int)
    for case in load_task(exercise, seed=b"second opinion").cases:
        if case.public:
            continue
        label = str(case.label)
        flipped, matched = (rows.tolist() for rows in case.expected)
        said = [[bool(bit) for bit in row] for row in function(*case.args).tolist()]
        shots[label] += len(flipped)
        wrong[label] += sum(one != two for one, two in zip(said, flipped, strict=True))
        reference[label] += sum(one != two for one, two in zip(matched, flipped, strict=True))
    factor, sigmas = exercise.options.get("factor", 1.1), exercise.options.get("sigmas", 3)
    words = []
    for label, count in shots.items():
        rate = reference[label] / count
        bound = factor * rate + sigmas * math.sqrt(rate * (1 - rate) / count)
        if wrong[label] / count > bound:
            return None
        words.append(f"{label}: {wrong[label] / count:.4f}, at most {bound:.4f} is asked for")
    return "; ".join(words) or None
