"""The answers that demo learners hand in, as code for the solution cell.

They are the exercises' own submissions, rewrites of right ones, and filled-in question sheets.
"""

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from grader.catalog import Catalog
from grader.demo.rewrites import rewrites
from grader.draw import Draw
from grader.exercise import Exercise
from grader.judge.loading import load_task
from grader.judge.questions import Question, drawn
from grader.verdict import Outcome

__all__ = ["Answers"]

# What the first tries of real learners look like: mostly wrong, then of the wrong form.
_WEIGHTS: Mapping[Outcome, int] = {
    Outcome.WRONG_ANSWER: 10,
    Outcome.FORM_ERROR: 5,
    Outcome.LIMIT_EXCEEDED: 3,
    Outcome.RUN_TIME_ERROR: 2,
    Outcome.NOT_ANSWERED: 1,
}
# Right, but seconds of compiling each: these would make the demo slow, not better.
_SLOW_TO_RUN = frozenset({"reference", "routed_star", "line_by_the_compiler"})


class Answers:
    """Answers by exercise, from clumsy to clever."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._exercise = cache(catalog.exercise)
        self._own = cache(self._read)
        self._bank = cache(self._whole_bank)

    def right(self, exercise: str, quality: float, rng: random.Random) -> str:
        """Return a right answer.

        Args:
            exercise: Exercise id.
            quality: 0 gives the clumsiest, 1 the best known.
            rng: Decides among equals.
        """
        own = self._own(exercise)[Outcome.ACCEPTED]
        ladder = rewrites(exercise)
        if not ladder:
            return rng.choice(list(own.values()))
        if quality > 0.97 and "best_known" in own:
            return own["best_known"]
        usual = [
            code
            for name, code in own.items()
            if name != "best_known" and not (len(own) > 2 and name in _SLOW_TO_RUN)
        ]
        if usual and rng.random() < 0.12:
            return rng.choice(usual)
        place = quality * (len(ladder) - 1) + rng.gauss(0, 2.5)
        return ladder[min(max(round(place), 0), len(ladder) - 1)]

    def refused(self, exercise: str, rng: random.Random) -> str | None:
        """Return an answer that is not right, or ``None``: the cell is left as released."""
        own = self._own(exercise)
        outcomes = [outcome for outcome in _WEIGHTS if own.get(outcome)]
        weights = [_WEIGHTS[outcome] for outcome in outcomes]
        if not outcomes:
            return None
        (outcome,) = rng.choices(outcomes, weights)
        return None if outcome is Outcome.NOT_ANSWERED else rng.choice(list(own[outcome].values()))

    def endless(self, exercise: str) -> str | None:
        """Return an answer that runs into the time limit, if the exercise has one."""
        own = self._own(exercise).get(Outcome.TIME_LIMIT_EXCEEDED, {})
        return next(iter(own.values()), None)

    def sheet(self, exercise: str, draw: Draw, ability: float, rng: random.Random) -> str:
        """Return a filled-in question sheet: each question right with probability `ability`.

        A few learners answer the questions of another attempt: the sheet has the wrong form.
        """
        if rng.random() < 0.04:
            draw = Draw(learner=draw.learner, attempt=draw.attempt + 1)
        rows = [
            f'    "{question.id}": "{_ticked(question, ability, rng)}",'
            for question in self._questions(exercise, draw)
        ]
        return "\n".join(["answer = {", *rows, "}"])

    def is_sheet(self, exercise: str) -> bool:
        """Whether the exercise is a sheet of drawn questions."""
        return bool(self._exercise(exercise).checker == "choice")

    def _questions(self, exercise: str, draw: Draw) -> tuple[Question, ...]:
        return drawn(self._exercise(exercise), self._bank(exercise), draw)

    def _whole_bank(self, exercise: str) -> tuple[Question, ...]:
        loaded = self._exercise(exercise)
        everything = replace(loaded, options={**loaded.options, "draw": 0})
        return load_task(everything, seed=b"").questions

    def _read(self, exercise: str) -> dict[Outcome, dict[str, str]]:
        loaded: Exercise = self._exercise(exercise)
        found: dict[Outcome, dict[str, str]] = {}
        for one in loaded.submissions():
            # The first line states the reason for `qskills verify`; a learner has no such line.
            _, _, code = one.path.read_text(encoding="utf-8").partition("\n")
            found.setdefault(one.outcome, {})[one.path.stem] = code.strip()
        return found


def _ticked(question: Question, ability: float, rng: random.Random) -> str:
    if rng.random() < ability:
        return question.key
    others = [option.id for option in question.options if option.id != question.key]
    return rng.choice(others)
