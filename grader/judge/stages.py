"""The stages that every value passes: form, correctness, metrics, limits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.answer.decode import decode
from grader.errors import AnswerMalformed, AnswerTooLarge, CheckerFailed, ExerciseInvalid
from grader.exercise import CALLED, Basis, Exercise
from grader.judge._registry import Checker, checker, measure
from grader.judge.finding import Finding
from grader.judge.goal import Goal
from grader.judge.inputs import concerns, goals
from grader.judge.task import Case, Task
from grader.judge.wire import caps_of
from grader.limits import Limits
from grader.verdict import Outcome, Reason

__all__ = ["FUNCTION_OPTIONS", "goal_of", "judge_value", "read_answer"]

FUNCTION_OPTIONS: Mapping[str, Any] = {"inner": "value", "repeat": 2}


def read_answer(
    data: bytes, limits: Limits, oracles: Mapping[str, int] | None = None
) -> Any | Finding:  # noqa: ANN401 - any value
    """Decode an answer; what cannot be read becomes a finding: FE, or LE (OLE) over a guard."""
    try:
        return decode(data, caps=caps_of(limits), oracles=oracles)
    except AnswerTooLarge as error:
        return unreadable(error.code, error.path, error.detail, too_large=True)
    except AnswerMalformed as error:
        return unreadable(error.code, error.path, error.detail, too_large=False)


def unreadable(code: str, path: str, detail: str, *, too_large: bool) -> Finding:
    """Return the finding of an answer that has no readable wire form."""
    outcome = Outcome.LIMIT_EXCEEDED if too_large else Outcome.FORM_ERROR
    return Finding(
        outcome=Outcome.OUTPUT_LIMIT_EXCEEDED if code == "bytes" else outcome,
        reason=Reason(key=code, params={"path": path[:200], "detail": detail[:200]}),
    )


def goal_of(task: Task, expected: object, limits: Limits | None = None) -> tuple[Checker, Goal]:
    """Return the checker of a task's values and what they are compared with.

    Raises:
        ExerciseInvalid: If ``[options]`` holds an unknown name.
    """
    exercise = task.exercise
    function = exercise.checker in CALLED
    given = {**FUNCTION_OPTIONS, **exercise.options} if function else dict(exercise.options)
    found = checker(given["inner"] if function else exercise.checker)
    _check_options(exercise, found, given, function=function)
    own = exercise.limits if limits is None else exercise.limits.tightened(limits)
    if expected is None and task.inputs:
        expected = task.inputs[0].expected  # the form is the same for all of them
    goal = Goal(
        expected=expected,
        inputs=task.inputs,
        answer=exercise.answer,
        kind=exercise.answer.result or exercise.answer.kind,
        basis=exercise.basis,
        limits=own,
        options={**found.options, **given},
        questions=task.questions,
        pass_share=exercise.score.pass_share,
        partial_share=exercise.score.partial_share,
        form_only=task.form_only,
        objective=task.objective,
        template=task.template,
    )
    return found, goal


def _check_options(
    exercise: Exercise, found: Checker, given: Mapping[str, Any], *, function: bool
) -> None:
    known = {*found.options, *(FUNCTION_OPTIONS if function else ())}
    faults = [
        f"exercise.toml: options.{name}: unknown; "
        f"the checker {found.name!r} takes {', '.join(sorted(known)) or 'none'}"
        for name in given
        if name not in known
    ]
    if faults:
        raise ExerciseInvalid(exercise.id, faults)


def judge_value(
    found: Checker,
    value: Any,  # noqa: ANN401 - any value of the wire
    goal: Goal,
    *,
    whole: Any = None,  # noqa: ANN401
    counted: Mapping[str, float] | None = None,
) -> Finding:
    """Judge one decoded value: form, correctness, then performance limits.

    Args:
        found: The checker.
        value: What the learner made; its form and its metrics are looked at.
        goal: What it is compared with.
        whole: What acts, where that is more: the value with the judge's oracles in it.
        counted: Metrics that were counted elsewhere.

    Raises:
        CheckerFailed: If the checker or the exercise has a bug.
        JudgeUndecided: If the judge cannot decide at this size.
    """
    fault = found.form(value, goal)
    if fault is None and whole is not None:
        # With the oracles in their places, e.g. one behind a measurement; their gates are ours.
        free = replace(goal, answer=replace(goal.answer, gates=None), basis=Basis())
        fault = found.form(whole, free)
    if fault is not None:
        return fault
    if goal.form_only:
        return Finding(outcome=Outcome.INCONCLUSIVE, reason=Reason(key="form-only"), method="form")
    program = found.program(value)
    metrics = {} if program is None else measure(program, goal.basis)
    finding = _correct(found, value if whole is None else whole, goal)
    finding = replace(finding, metrics={**metrics, **finding.metrics, **(counted or {})})
    return _within_limits(finding, goal.limits) if finding.accepted else finding


def _correct(found: Checker, value: Any, goal: Goal) -> Finding:  # noqa: ANN401
    """Compare with the goal, behind each of its inputs where it has some."""
    if not goal.inputs:
        return found.correct(value, goal)
    from grader.judge.checkers.function import told

    findings = []
    for item, one in goals(goal):
        finding = found.correct(value, one)
        if not finding.accepted and concerns(finding):
            case = Case(label=item.label, args=(), expected=None, public=item.public)
            return told(finding, case)
        findings.append(finding)
    # What breaks a rule behind one input may still have been wrong behind a later one.
    return next((finding for finding in findings if not finding.accepted), findings[-1])


def _within_limits(finding: Finding, limits: Limits) -> Finding:
    for name, limit in limits.of_metrics().items():
        if name not in finding.metrics:
            raise CheckerFailed(f"limits.{name} is set, but nothing measures it here")
        value = finding.metrics[name]
        if value > limit:
            params = {"value": _plain(value), "limit": limit}
            return replace(
                finding,
                outcome=Outcome.LIMIT_EXCEEDED,
                reason=Reason(key=name, params=params),
            )
    return finding


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else value
