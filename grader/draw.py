"""Draw the questions of a multiple-choice exercise: public, pure, equal everywhere."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Draw", "draw_questions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Whose questions: the defaults are those of a loose file.

    Attributes:
        learner: Opaque learner id.
        attempt: Number of the attempt.
    """

    learner: str = "-"
    attempt: int = 0


def draw_questions(
    bank: Mapping[str, Sequence[str]], *, exercise: str, version: int, draw: Draw, count: int
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Draw `count` questions and shuffle their options.

    Args:
        bank: Option ids by question id; the order of the mapping does not matter.
        exercise: Exercise id.
        version: Version of the exercise.
        draw: Whose draw.
        count: Number of questions; more than there are gives them all.

    Returns:
        Pairs of question id and its option ids, in the order in which they are shown.
    """
    seed = f"{exercise}\0{version}\0{draw.learner}\0{draw.attempt}"

    def shuffled(names: Sequence[str], what: str) -> list[str]:
        def rank(name: str) -> bytes:
            return hashlib.sha256(f"{seed}\0{what}\0{name}".encode()).digest()

        return sorted(names, key=rank)

    drawn = shuffled(tuple(bank), "")[: max(count, 0)]
    return tuple((name, tuple(shuffled(bank[name], name))) for name in drawn)
