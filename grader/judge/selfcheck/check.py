"""Judge pairs, measure them by the second method, and report where the voices differ."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.judge.run import judge
from grader.judge.selfcheck.families import FAMILIES, family_of
from grader.judge.selfcheck.pair import Pair
from grader.verdict import Outcome, Verdict

__all__ = ["Disagreement", "Report", "enter", "make", "selfcheck"]

_UNSURE = (0.5, 2.0)
"""Deviations between these multiples of the tolerance say nothing about a right or wrong judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A pair on which judge, second method and construction are not of one mind.

    Attributes:
        sort: ``"wrong accept"``, ``"right refused"``, ``"not judged"`` (an outcome that is
            neither), ``"construction"`` (judge and second method agree against the way in
            which the pair was made) or ``"raised"``.
        options: Further options of the command that repeats it.
    """

    sort: str
    family: str
    number: int
    seed: int
    kind: str
    verdict: str
    method: str
    second: str
    deviation: float
    options: str = ""

    @property
    def reproducer(self) -> str:
        """Command that judges this pair alone."""
        return f"qskills selfcheck {self.options}--seed {self.seed} --only {self.number}"

    def to_json(self) -> dict[str, Any]:
        """Return the line that ``--json`` prints."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {**fields, "reproducer": self.reproducer}


@dataclass(slots=True)
class Report:
    """What a run found."""

    pairs: int = 0
    accepted: int = 0
    refused: int = 0
    unsure: int = 0
    harmless: int = 0
    wall_s: float = 0.0
    families: Counter[str] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)

    def count(self, sort: str) -> int:
        """Return the number of disagreements of one sort."""
        return sum(found.sort == sort for found in self.disagreements)

    def to_json(self) -> dict[str, Any]:
        """Return the report that ``--json`` prints."""
        return {
            "pairs": self.pairs,
            "accepted": self.accepted,
            "refused": self.refused,
            "unsure": self.unsure,
            "harmless_mutations": self.harmless,
            "wrong_accepts": self.count("wrong accept"),
            "right_refused": self.count("right refused"),
            "disagreements": [found.to_json() for found in self.disagreements],
            "families": dict(self.families),
            "methods": dict(self.methods),
            "second_methods": dict(self.seconds),
            "kinds": dict(self.kinds),
            "wall_s": round(self.wall_s, 1),
        }


def selfcheck(
    numbers: Iterable[int], seed: int, advance: Callable[[], None] = lambda: None
) -> Report:
    """Judge the pairs of these numbers; equal seeds and numbers give equal pairs."""
    report = Report()
    start = time.monotonic()
    for number in numbers:
        enter(report, make(number, seed), family_of(number), number, seed)
        advance()
    report.wall_s = time.monotonic() - start
    return report


def make(number: int, seed: int) -> Pair:
    """Return the pair of a number."""
    return FAMILIES[family_of(number)][1](np.random.default_rng([seed, number]))


def enter(
    report: Report, pair: Pair, family: str, number: int, seed: int, options: str = ""
) -> None:
    """Judge and measure one pair, and enter what was found into the report."""
    deviation = pair.deviation()
    try:
        verdict = judge(pair.task, pair.answer, call=pair.call)
    except Exception as error:  # noqa: BLE001 - a judge that raises is what this looks for
        text = f"{type(error).__name__}: {error}"
        sort, outcome, method = "raised", text, ""
    else:
        sort = _sort(verdict, pair.right, deviation)
        outcome, method = f"{verdict.outcome} ({verdict.reason.key})", verdict.method
        _count(report, pair, verdict, deviation)
    report.pairs += 1
    report.families[family] += 1
    report.seconds[pair.second] += 1
    report.kinds[pair.kind] += 1
    if sort:
        report.disagreements.append(
            Disagreement(
                sort=sort,
                family=family,
                number=number,
                seed=seed,
                kind=pair.kind,
                verdict=outcome,
                method=method,
                second=pair.second,
                deviation=float(deviation),
                options=options,
            )
        )


def _sort(verdict: Verdict, right: bool | None, deviation: float) -> str:  # noqa: FBT001
    if verdict.outcome not in (Outcome.ACCEPTED, Outcome.WRONG_ANSWER):
        return "not judged"
    low, high = _UNSURE
    if low < deviation < high:
        return ""
    measured = deviation <= low
    if verdict.accepted != measured:
        return "wrong accept" if verdict.accepted else "right refused"
    return "construction" if right is not None and right != measured else ""


def _count(report: Report, pair: Pair, verdict: Verdict, deviation: float) -> None:
    report.accepted += int(verdict.accepted)
    report.refused += verdict.outcome is Outcome.WRONG_ANSWER
    report.unsure += bool(_UNSURE[0] < deviation < _UNSURE[1])
    report.harmless += bool(pair.right is None and deviation <= _UNSURE[0])
    report.methods[verdict.method] += 1
