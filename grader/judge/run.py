"""Judge one answer: bytes in, verdict out.

Order: form, guards, correctness, performance limits, score. Nothing that a learner sends makes
this raise; a bug of a checker or of an exercise's judge.py does.
"""

from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from grader import __version__
from grader.errors import CheckerFailed, GraderError, JudgeUndecided
from grader.exercise import CALLED, Score
from grader.judge.calls import Call
from grader.judge.finding import Finding
from grader.judge.metrics.translation import TRANSLATION
from grader.judge.scoring import cost_of, joined, merit_of, points_of
from grader.judge.stages import goal_of, judge_value, read_answer
from grader.judge.task import Task
from grader.verdict import Outcome, Reason, Verdict

__all__ = ["JUDGE_VERSION", "judge", "verdict_of"]

JUDGE_VERSION = "1"
"""Raised whenever the verdict on some answer could change; stored with each verdict."""


def judge(task: Task, answer: bytes, *, call: Call | None = None) -> Verdict:
    """Judge an answer.

    Args:
        task: The exercise with its target or cases.
        answer: The answer in wire form; not looked at for functions.
        call: Calls the learner's function with encoded arguments, for functions.

    Returns:
        The verdict; ``IN`` where the judge cannot decide at this size.

    Raises:
        CheckerFailed: If a checker or the trusted part of the exercise has a bug.
        ExerciseInvalid: If the exercise's options are not valid.
    """
    try:
        finding = _find(task, answer, call)
    except JudgeUndecided as error:
        reason = Reason(key="undecided", params={"detail": str(error)[:200]})
        finding = Finding(outcome=Outcome.INCONCLUSIVE, reason=reason)
    except (GraderError, MemoryError):
        raise
    except Exception as error:
        raise CheckerFailed(f"{task.exercise.id}: {error!r}") from error
    return verdict_of(task, finding)


def _find(task: Task, answer: bytes, call: Call | None) -> Finding:
    exercise = task.exercise
    if exercise.checker in CALLED:
        from grader.judge.checkers.function import judge_calls
        from grader.judge.checkers.queries import judge_queries

        if call is None:
            return _not_a_function(answer)
        judged = judge_queries if exercise.checker == "queries" else judge_calls
        return judged(task, call)
    if exercise.checker == "decoder":
        from grader.judge.checkers.decoder import judge_batches

        return _not_a_function(answer) if call is None else judge_batches(task, call)
    found, goal = goal_of(task, task.target)
    value = read_answer(answer, goal.limits)
    if isinstance(value, Finding):
        return value
    return judge_value(found, value, goal)


def _not_a_function(answer: bytes) -> Finding:
    params = {"expected": "function", "got": "other" if answer else "none"}
    return Finding(outcome=Outcome.FORM_ERROR, reason=Reason(key="type", params=params))


def verdict_of(task: Task, finding: Finding) -> Verdict:
    """Give points, cost and merit to a finding."""
    exercise = task.exercise
    score = exercise.score
    cost = None
    if finding.accepted and score.formula != "none":
        cost = cost_of(score, finding.panel or (finding.metrics,))
    verdict = Verdict(
        exercise=exercise.id,
        version=exercise.version,
        outcome=finding.outcome,
        reason=finding.reason,
        max_points=exercise.max_points,
        cost=cost,
        points=points_of(
            score,
            finding.outcome,
            cost=cost,
            share=finding.share,
            reference_cost=task.reference_cost,
        ),
        metrics=_metrics(score, finding),
        method=finding.method,
        picture=finding.picture,
        versions={**_versions(), "formula": score.formula, "digest": exercise.digest},
        seed=task.seed,
    )
    if finding.accepted:
        return replace(verdict, merit=merit_of(score, cost, task.reference_cost))
    return verdict


def _metrics(score: Score, finding: Finding) -> dict[str, float]:
    """Return what was measured; the ranked quantity of a function joined like its cost."""
    metrics = dict(finding.metrics)
    values = [case[score.metric] for case in finding.panel if score.metric in case]
    if score.formula == "objective-v1" and values and len(values) == len(finding.panel):
        metrics[score.metric] = joined(score, values)
    return metrics


@cache
def _versions() -> dict[str, str]:
    found = {"judge": JUDGE_VERSION, "grader": __version__, "translation": TRANSLATION}
    for package in ("qiskit", "qiskit-aer", "numpy", "stim", "pymatching"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
