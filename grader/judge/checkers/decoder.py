"""Checker ``decoder``: the logical error rate of a learner's decoder, on fresh syndromes.

``experiments()`` of ``judge.py`` gives a list of `Experiment`; the function is called with
arrays of detection events, bool of shape ``(shots, detectors)``, and returns which observables
were flipped, of shape ``(shots, observables)``: bool, or whole numbers 0 and 1. Detection events
are sampled anew for each submission. Accepted when for each experiment

    L <= factor * R + sigmas * sqrt(R (1 - R) / shots)

with L its rate of wrong shots and R that of minimum weight perfect matching on the same shots.
Both see the same shots, so that luck cancels: with 50 000 shots and R near 6 % a decoder as good
as the reference is refused with a probability below 1e-12, and one with ``1.2 R`` is refused in
more than 99 of 100 submissions.

The cost, metric ``objective``, is ``reference`` (the reference's rate, known from a long run)
plus ``L - R`` over the fixed panel: equal to it for the reference itself, whatever the panel,
and for others with the scatter of the shots on which the two differ, not of all.
"""

from dataclasses import dataclass, replace
from typing import Any, NoReturn

import numpy as np

from grader.answer.encode import encode
from grader.errors import CheckerFailed
from grader.judge._registry import Checker, register
from grader.judge.calls import Call
from grader.judge.checkers.function import fault_of_call, told
from grader.judge.diagnosis.wording import percent
from grader.judge.finding import Finding, accepted, malformed, wrong
from grader.judge.form import kind_of
from grader.judge.goal import Goal
from grader.judge.stages import goal_of, read_answer
from grader.judge.syndromes import BATCH
from grader.judge.task import Case, Task

__all__ = ["CHECKER", "judge_batches"]

_METHOD = "sampled syndromes"


@dataclass(slots=True)
class _Tally:
    """Wrong shots of one experiment so far.

    Attributes:
        shots: Shots in all.
        wrong: Of the learner's decoder.
        reference: Of the reference.
        bare: If nothing is corrected.
        flips: Shots on which the learner's decoder corrects at all.
    """

    shots: int = 0
    wrong: int = 0
    reference: int = 0
    bare: int = 0
    flips: int = 0

    def add(self, said: np.ndarray, observables: np.ndarray, reference: np.ndarray) -> None:
        self.shots += len(said)
        self.wrong += _missed(said, observables)
        self.reference += _missed(reference, observables)
        self.bare += _missed(np.zeros_like(said), observables)
        self.flips += int(said.any(axis=1).sum())

    @property
    def rate(self) -> float:
        return self.wrong / self.shots

    @property
    def reference_rate(self) -> float:
        return self.reference / self.shots

    @property
    def bare_rate(self) -> float:
        return self.bare / self.shots

    def bound(self, factor: float, sigmas: float) -> float:
        rate = self.reference_rate
        return float(factor * rate + sigmas * np.sqrt(rate * (1 - rate) / self.shots))


def _missed(said: np.ndarray, observables: np.ndarray) -> int:
    return int((said != observables).any(axis=1).sum())


def judge_batches(task: Task, call: Call) -> Finding:
    """Judge a decoder: the public batches, the hidden ones, then the panel.

    Raises:
        CheckerFailed: If there are no batches, or more than may be called.
    """
    total = len(task.cases) + len(task.panel)
    if not task.cases or total > task.exercise.limits.calls:
        raise CheckerFailed(f"{task.exercise.id}: {total} batches; see limits.calls")
    _, goal = goal_of(task, None)
    tallies: dict[tuple[bool, str], _Tally] = {}
    for case in task.cases:
        said = _called(case, call, goal)
        if isinstance(said, Finding):
            return told(said, case)
        key = (case.public, str(case.label))
        tallies.setdefault(key, _Tally()).add(said, *case.expected)
    for (_, label), tally in tallies.items():
        fault = _too_many_errors(label, tally, goal)
        if fault is not None:
            return fault
    done = replace(accepted(_METHOD), metrics=_rates(tallies))
    return _with_cost(done, task, call, goal)


def _called(case: Case, call: Call, goal: Goal) -> np.ndarray | Finding:
    result = call(encode(tuple(case.args)))
    fault = fault_of_call(result)
    if fault is not None:
        return fault
    value = read_answer(result.value or b"", goal.limits)
    if isinstance(value, Finding):
        return value
    observables: np.ndarray = case.expected[0]
    return _form_of(value, observables.shape) or np.asarray(value, dtype=bool)


def _form_of(value: Any, shape: tuple[int, ...]) -> Finding | None:  # noqa: ANN401
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biu":
        got = kind_of(value)
        return malformed("type", expected="bits", got="numbers" if got == "array" else got)
    if value.shape != shape:
        sizes = [" x ".join(map(str, one)) for one in (shape, value.shape)]
        return malformed("shape", expected=sizes[0], got=sizes[1])
    if not np.isin(value, (0, 1)).all():
        return malformed("type", expected="bits", got="numbers")
    return None


def _too_many_errors(label: str, tally: _Tally, goal: Goal) -> Finding | None:
    bound = tally.bound(goal.options["factor"], goal.options["sigmas"])
    if tally.rate <= bound:
        return None
    pattern = "close" if tally.rate <= 1.3 * bound else ""
    if not tally.flips:
        pattern = "idle"
    elif tally.rate > tally.bare_rate:
        pattern = "harmful"
    found: dict[str, Any] = {"pattern": pattern} if pattern else {}
    finding = wrong(
        "logical-error-rate",
        _METHOD,
        experiment=label,
        observed=percent(tally.rate),
        bound=percent(bound),
        reference=percent(tally.reference_rate),
        bare=percent(tally.bare_rate),
        **found,
    )
    return replace(finding, metrics={"ler": round(tally.rate, 9)})


def _rates(tallies: dict[tuple[bool, str], _Tally]) -> dict[str, float]:
    """Return the largest rate of the experiments, as measured on the shots that count."""
    return {"ler": round(max(tally.rate for tally in tallies.values()), 9)}


def _with_cost(done: Finding, task: Task, call: Call, goal: Goal) -> Finding:
    """Add the ranked rate: from the panel; in practice, which has none, from public shots."""
    reference, ranked = goal.options["reference"], goal.options["ranked"]
    if reference is None:
        return done
    tally = _Tally()
    for case in task.panel or [case for case in task.cases if case.label == ranked]:
        said = _called(case, call, goal)
        if isinstance(said, Finding):
            return told(said, case)
        tally.add(said, *case.expected)
    if not tally.shots:
        raise CheckerFailed(f"{task.exercise.id}: options.ranked: no shots of {ranked!r}")
    rate = max(0.0, float(reference) + tally.rate - tally.reference_rate)
    return replace(done, metrics={**done.metrics, "objective": round(rate, 9)})


def _alone(_value: Any, _goal: Goal) -> NoReturn:  # noqa: ANN401 - any value of the wire
    raise CheckerFailed("a decoder is judged batch by batch, never by one value")


CHECKER = register(
    Checker(
        name="decoder",
        options={
            "factor": 1.1,
            "sigmas": 3.0,
            "batch": BATCH,
            "ranked": None,
            "reference": None,
        },
        form=_alone,
        correct=_alone,
    )
)
