"""Checker ``queries``: a function that is handed oracles, a runner or metered callables.

As `function`, and in addition the judge counts: each occurrence of an oracle in a circuit that
comes back is a query (``power(k)`` is ``abs(k)`` of them, a repeated gate counts each time, in
both branches of a condition), each shot of a circuit given to a runner is a shot (and as many
queries as it holds oracles), each use of a metered callable is a query. What is over a limit
while the call runs is refused before anything is run, and the verdict is LE whatever comes back;
oracles in a result are counted when it is there, so that a wrong one is WA first. Metrics of a
circuit leave its oracles out. Samples follow from the hidden seed and the number of the request:
judging again gives the same.
"""

import hashlib
from dataclasses import dataclass, field

from qiskit import QuantumCircuit

from grader.answer.encode import encode
from grader.errors import AnswerError, AnswerTooLarge, CheckerFailed
from grader.judge.calls import Call
from grader.judge.checkers.function import fault_of_call, judge_calls
from grader.judge.desk import SHOTS_MAX, Desk, Till
from grader.judge.finding import Finding
from grader.judge.stages import goal_of, judge_value, read_answer
from grader.judge.task import Case, Task
from grader.limits import Limits
from grader.verdict import Outcome, Reason

__all__ = ["judge_queries"]


def judge_queries(task: Task, call: Call) -> Finding:
    """Judge a function answer whose arguments are metered.

    Raises:
        CheckerFailed: If the exercise has no cases, more than it may call, or a bug.
        JudgeUndecided: If a result cannot be judged at its size.
    """
    return judge_calls(task, call, _Metering().judge_case)


@dataclass(slots=True)
class _Metering:
    """Judges one case after the other; the judge's time for requests is one for all."""

    till: Till = field(default_factory=Till)

    def judge_case(self, task: Task, case: Case, call: Call) -> tuple[Finding, bytes | None]:
        found, goal = goal_of(task, case.expected, case.limits)
        desk = Desk(tuple(case.args), goal.limits, _seed(task, case), self.till)
        try:
            sent = encode(desk.sent())
        except AnswerError as error:
            raise CheckerFailed(f"{task.exercise.id}: a case cannot be sent: {error}") from error
        result = call(sent, desk.serve) if desk.serves else call(sent)
        fault = _over(desk, goal.limits) or fault_of_call(result)
        if fault is not None:
            return _told(fault, desk), None
        data = result.value or b""
        value = read_answer(data, goal.limits, desk.oracles)
        if isinstance(value, Finding):
            return value, data
        whole = None
        if isinstance(value, QuantumCircuit) and desk.oracles:
            try:
                placed = desk.place(value)
            except AnswerTooLarge:
                return _too_large(desk, goal.limits), data
            value, whole = placed.bare, placed.whole
        finding = judge_value(found, value, goal, whole=whole, counted=_metrics(desk, goal.limits))
        return finding, data


def _metrics(desk: Desk, limits: Limits) -> dict[str, float]:
    """Return what was counted, of what the case hands out or the exercise limits."""
    limited = limits.of_metrics()
    return {name: n for name, n in desk.counts.items() if n or name in limited}


def _over(desk: Desk, limits: Limits) -> Finding | None:
    if not desk.over:
        return None
    if desk.over == "service-time":
        return Finding(outcome=Outcome.TIME_LIMIT_EXCEEDED, reason=Reason(key="service-time"))
    params: dict[str, object] = {
        "value": desk.asked,
        "limit": limits.of_metrics().get(desk.over, SHOTS_MAX),
    }
    if desk.over == "queries":
        params["pattern"] = "asked"
    return Finding(outcome=Outcome.LIMIT_EXCEEDED, reason=Reason(key=desk.over, params=params))


def _told(fault: Finding, desk: Desk) -> Finding:
    """Say that a refused request ended the call, where that was it."""
    name = fault.reason.params.get("name")
    if fault.reason.key != "call-error" or name != "ServiceRefused" or not desk.refusal:
        return fault
    kind, en, ja = desk.refusal
    params = {"pattern": kind, "message": {"en": en, "ja": ja}}
    return Finding(outcome=fault.outcome, reason=Reason(key="service", params=params))


def _too_large(desk: Desk, limits: Limits) -> Finding:
    """Return the finding of a circuit whose oracles, put in their places, are too large a guard."""
    used, limit = desk.counts["queries"], limits.queries
    if limit is not None and used > limit:
        reason = Reason(key="queries", params={"value": used, "limit": limit})
    else:
        reason = Reason(key="operations", params={"path": "$", "detail": f"> {limits.operations}"})
    return Finding(outcome=Outcome.LIMIT_EXCEEDED, reason=reason)


def _seed(task: Task, case: Case) -> bytes:
    """Return the seed of a case's samples: from the hidden seed, for the panel from the panel's."""
    for name, cases in (("cases", task.cases), ("panel", task.panel)):
        for number, one in enumerate(cases):
            if one is case:
                seed = task.panel_seed if name == "panel" else task.seed
                return hashlib.sha256(f"{seed}/{name}/{number}".encode()).digest()
    raise CheckerFailed("a case that is none of the task's")
