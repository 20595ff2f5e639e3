"""Checker ``function``: the learner's function, called on public and hidden inputs.

Each call runs in the sandbox, in a fresh fork, by a callback; arguments leave and results come
back in wire form only. Public cases come first, then the hidden ones, then the fixed panel that
gives the cost, then some cases a second time. The first wrong case ends the judgement; a result
over a performance limit does not, because a wrong one later on counts for more, unless the
results so far are larger than one answer may be: they would take long to judge, and no points
are left. Of a hidden case a verdict tells its public label and the kind of mistake, never a
number or a state.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from grader.answer.encode import encode
from grader.answer.schema import GUARDS
from grader.errors import AnswerError, CheckerFailed
from grader.exercise import Text
from grader.judge.calls import Call, CallResult
from grader.judge.finding import Finding, accepted, wrong
from grader.judge.stages import goal_of, judge_value, read_answer, unreadable
from grader.judge.task import Case, Task
from grader.verdict import Outcome, Reason

__all__ = ["JudgeCase", "fault_of_call", "judge_calls", "told"]

JudgeCase = Callable[[Task, Case, Call], tuple[Finding, bytes | None]]
"""Makes the call of one case; returns what was found and the result as it came."""

_ENDS: Mapping[Outcome, str] = {
    Outcome.TIME_LIMIT_EXCEEDED: "call-time",
    Outcome.MEMORY_LIMIT_EXCEEDED: "call-memory",
    Outcome.OUTPUT_LIMIT_EXCEEDED: "call-output",
    Outcome.SANDBOX_VIOLATION: "call-violation",
    Outcome.RUN_TIME_ERROR: "call-crash",
}
# What a verdict may repeat of a hidden case; everything else could describe its input.
_SAFE = frozenset({"pattern", "gate", "got", "name"})
_ERRORS = frozenset(
    name
    for name, value in vars(__import__("builtins")).items()
    if isinstance(value, type) and issubclass(value, Exception)
) | {"ServiceRefused", "BudgetExceeded"}


def judge_calls(task: Task, call: Call, judge_case: JudgeCase | None = None) -> Finding:
    """Judge a function answer.

    Args:
        task: The exercise with its cases.
        call: Calls the learner's function.
        judge_case: How one case is judged; left out: plain arguments, an inner checker.

    Raises:
        CheckerFailed: If the exercise has no cases, more than it may call, or a bug.
        JudgeUndecided: If a result cannot be judged at its size.
    """
    cases = [*task.cases, *task.panel]
    repeats = _repeated(task)
    if not cases or len(cases) + len(repeats) > task.exercise.limits.calls:
        raise CheckerFailed(
            f"{task.exercise.id}: {len(cases)} cases and {len(repeats)} repeats; "
            f"limits.calls is {task.exercise.limits.calls}"
        )
    judge_case = judge_case or _judge_case
    results: list[bytes | None] = []
    findings = []
    for case in cases:
        finding, result = judge_case(task, case, call)
        if finding.outcome not in (Outcome.ACCEPTED, Outcome.LIMIT_EXCEEDED):
            return told(finding, case)
        if finding.outcome is Outcome.LIMIT_EXCEEDED and not finding.metrics:
            return told(finding, case)  # a size guard: nothing was judged
        results.append(result)
        findings.append(told(finding, case))
        if _is_hopeless(task, findings, results):
            return _total(findings, 0)
    for index in repeats:
        again = judge_case(task, cases[index], call)
        changed = _again(again, cases[index], results[index])
        if changed is not None:
            return changed
    return _total(findings, len(task.panel))


def _is_hopeless(task: Task, findings: list[Finding], results: list[bytes | None]) -> bool:
    size = sum(len(result or b"") for result in results)
    over = any(not finding.accepted for finding in findings)
    return over and size > task.exercise.limits.answer_kib << 10


def _repeated(task: Task) -> list[int]:
    count = min(int(task.exercise.options.get("repeat", 2)), len(task.cases))
    return [len(task.cases) - 1 - number for number in range(count)]


def _judge_case(task: Task, case: Case, call: Call) -> tuple[Finding, bytes | None]:
    found, goal = goal_of(task, case.expected, case.limits)
    try:
        sent = encode(tuple(case.args))
    except AnswerError as error:
        raise CheckerFailed(f"{task.exercise.id}: a case cannot be sent: {error}") from error
    result = call(sent)
    fault = fault_of_call(result)
    if fault is not None:
        return fault, None
    data = result.value or b""
    value = read_answer(data, goal.limits)
    if isinstance(value, Finding):
        return value, data
    return judge_value(found, value, goal), data


def fault_of_call(result: CallResult) -> Finding | None:
    """Return why a call gave no value, or ``None`` if it gave one.

    Raises:
        CheckerFailed: If it ended as no call can.
    """
    if result.ended is not None:
        if result.ended not in _ENDS:
            raise CheckerFailed(f"a call ended with {result.ended}")
        return Finding(outcome=result.ended, reason=Reason(key=_ENDS[result.ended]))
    if result.error is not None:
        return _fault_of_error(*result.error)
    if result.refused is not None:
        code, path, detail = result.refused
        return unreadable(code, path, detail, too_large=code in GUARDS)
    return None


def _fault_of_error(name: str, message: str) -> Finding:
    if name == "NotImplementedError":
        return Finding(outcome=Outcome.NOT_ANSWERED, reason=Reason(key="starter"))
    if name == "MemoryError":
        return Finding(outcome=Outcome.MEMORY_LIMIT_EXCEEDED, reason=Reason(key="call-memory"))
    # A class of the learner's own could carry the input in its name.
    shown = name if name in _ERRORS else "Exception"
    params = {"name": shown, "message": message[:200]}
    return Finding(outcome=Outcome.RUN_TIME_ERROR, reason=Reason(key="call-error", params=params))


def _again(again: tuple[Finding, bytes | None], case: Case, first: bytes | None) -> Finding | None:
    finding, result = again
    if result == first and result is not None:
        return None
    if finding.outcome in (Outcome.ACCEPTED, Outcome.LIMIT_EXCEEDED):
        # Another spelling of a right answer, e.g. a circuit from an unseeded transpiler.
        return None
    if finding.outcome in (Outcome.WRONG_ANSWER, Outcome.FORM_ERROR, Outcome.RUN_TIME_ERROR):
        return told(wrong("not-deterministic", finding.method), case)
    return told(finding, case)


def told(finding: Finding, case: Case) -> Finding:
    """Add the case's label, and take out what would describe a hidden input."""
    if finding.accepted:
        return finding
    params = dict(finding.reason.params)
    if not case.public:
        safe = set(_SAFE)
        if case.limits is None and finding.outcome is Outcome.LIMIT_EXCEEDED:
            safe |= {"value", "limit"}
        if "safe" in params:  # the author's word on the sentences of a `Fault`
            safe |= {"en", "ja"}
        params = {name: value for name, value in params.items() if name in safe}
    params |= {"case": _label(case), "hidden": not case.public}
    return replace(
        finding,
        reason=Reason(key=finding.reason.key, params=params),
        picture=finding.picture if case.public else None,
    )


def _label(case: Case) -> dict[str, str]:
    label = case.label
    if isinstance(label, str):
        return {"en": label, "ja": label}
    if isinstance(label, Text):
        return {"en": label.en, "ja": label.ja}
    return {"en": label["en"], "ja": label["ja"]}


def _total(findings: list[Finding], panel: int) -> Finding:
    """Join the findings of right cases: the first over a limit counts, costs are maxima."""
    counted = findings[-panel:] if panel else findings
    metrics: dict[str, Any] = {}
    for finding in counted:
        for name, value in finding.metrics.items():
            metrics[name] = max(metrics.get(name, value), value)
    over = next((finding for finding in findings if not finding.accepted), None)
    if over is not None:
        return replace(over, metrics=metrics, picture=None)
    # Where results were accepted by samples, the chance of a mistake adds up.
    bounds = [f.reason.params["error_bound"] for f in findings if "error_bound" in f.reason.params]
    sampled = {"statistical": True, "error_bound": min(1.0, sum(bounds))} if bounds else {}
    done = accepted(findings[-1].method, cases=len(findings), **sampled)
    return replace(done, metrics=metrics, panel=tuple(finding.metrics for finding in counted))
